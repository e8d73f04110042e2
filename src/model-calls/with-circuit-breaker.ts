import type { ErrorCode } from '../domain/error-code.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { waitUnlessAborted } from './wait-unless-aborted.ts';
import { withComplete } from './with-complete.ts';

export interface CircuitBreakerPolicy {
  /** So many failures without anything else between them open the circuit. */
  failures: number;
  /** How long no call is made before one is let through as a test. */
  openInMs: number;
}

/**
 * With a third of all calls failing at random, ten in a row are seen once in 60,000 calls. The time is short enough that calls that
 * met a short outage get through with their next attempt.
 */
export const usualCircuitBreaker: CircuitBreakerPolicy = { failures: 10, openInMs: 15_000 };

/** What says that the provider is down, rather than something about a message, a key or an account. */
const failures: ReadonlySet<ErrorCode> = new Set(['model_overloaded', 'model_timeout', 'model_unreachable']);

/**
 * Stops asking a provider that is down. Belongs to one provider and model, shared by all calls of the process. While it is open,
 * calls fail at once; then one call is the test, and the others wait for what becomes of it.
 *
 * A circuit breaker of a library would do if it took a clock, let waits for the test be aborted, and left neutral what tells
 * nothing about the provider, such as an interrupted call.
 *
 * @returns a model that throws `model_failing` while the circuit is open; it is `retryable` when it is time for the test
 */
export function withCircuitBreaker<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  { clock, log, policy = usualCircuitBreaker }: { clock: Clock; log: Logger; policy?: CircuitBreakerPolicy },
): CallableModel<Request, Answer> {
  let failuresInARow = 0;
  /** Null while the circuit is closed. */
  let open: { until: number; code: ErrorCode } | null = null;
  /** The call that finds out whether the provider is back. */
  let test: Promise<unknown> | null = null;

  return withComplete(model, async (request) => {
    while (open !== null) {
      const leftInMs = open.until - clock.now().getTime();
      if (leftInMs > 0) {
        throw failing(open.code, leftInMs);
      }
      if (test === null) {
        return await asTest(request);
      }
      await waitUnlessAborted(test, request.signal);
    }
    return await attempt(request, { isTest: false });
  });

  async function asTest(request: Request): Promise<Answer> {
    const running = attempt(request, { isTest: true });
    test = running;
    try {
      return await running;
    } finally {
      test = null;
    }
  }

  async function attempt(request: Request, { isTest }: { isTest: boolean }): Promise<Answer> {
    try {
      const answer = await model.complete(request);
      close();
      return answer;
    } catch (error) {
      learnFrom(error, isTest);
      throw error;
    }
  }

  function learnFrom(error: unknown, isTest: boolean): void {
    if (!(error instanceof TgParserError)) {
      return;
    }
    if (failures.has(error.code)) {
      failuresInARow += 1;
      // Calls from before it opened fail late and do not hold it open: who waits was told until when.
      if (failuresInARow >= policy.failures && (open === null || isTest)) {
        open = { until: clock.now().getTime() + policy.openInMs, code: error.code };
        log.log('warn', 'model_circuit_opened', {
          ...name(),
          code: error.code,
          failures_in_a_row: failuresInARow,
          open_ms: policy.openInMs,
        });
      }
    } else if (error.code.startsWith('model_')) {
      // Whatever it is, the provider answers.
      close();
    }
  }

  function close(): void {
    if (open !== null) {
      log.log('info', 'model_circuit_closed', name());
    }
    open = null;
    failuresInARow = 0;
  }

  function failing(code: ErrorCode, leftInMs: number): TgParserError {
    return new TgParserError(
      'model_failing',
      `${model.provider}:${model.model} failed ${failuresInARow} times in a row, last with ${code}, and is left alone for ${Math.ceil(leftInMs / 1000)} s`,
      {
        hint: 'Give the same command again later, or see with "tg-parser doctor" what is wrong. LLM_FALLBACK names who is asked instead.',
        retryable: true,
        retryAfterMs: leftInMs,
      },
    );
  }

  function name() {
    return { provider: model.provider, model: model.model };
  }
}
