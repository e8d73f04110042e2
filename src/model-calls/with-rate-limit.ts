import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delay } from '../ports/delay.ts';
import type { Logger } from '../ports/logger.ts';
import type { ModelLimitStore } from '../ports/model-limit-store.ts';
import { longWaitInMs, type OnModelWait, toLogFields } from './model-wait.ts';
import { narrowWindow, openWindow, widenWindow } from './rate-concurrency.ts';
import { createRateQueue } from './rate-queue.ts';
import { createRateSharing } from './rate-sharing.ts';
import { withComplete } from './with-complete.ts';

export interface RateLimitDependencies {
  limitStore: ModelLimitStore;
  clock: Clock;
  delay: Delay;
  log: Logger;
  /** Told when the provider wants all calls to pause. */
  onWait?: OnModelWait | undefined;
}

/**
 * Keeps calls within the requests and tokens a minute that the provider's answers name, together with all processes on one database,
 * and fewer at a time while the provider is overloaded. Calls go in the order in which they came.
 *
 * Tokens are counted as estimated, with all of the room for the answer and for reasoning, as providers do, and put right once the answer is there. "Too many
 * requests" stops all processes for as long as the provider says. One that names no limits costs no write to the database until it refuses
 * a call; from then on its limit is guessed: lowered by refusals, raised slowly without them.
 *
 * @returns a model that throws `model_rate_limited` without a call when the provider wants a longer pause than `longestWaitInMs`,
 * `interrupted` when the signal ends a wait, and `storage_*`
 */
export function withRateLimit<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  { limitStore, clock, delay, log, onWait }: RateLimitDependencies,
): CallableModel<Request, Answer> {
  const key = `${model.provider}:${model.model}`;
  const sharing = createRateSharing({ key, limitStore, clock, log });
  let window = openWindow;
  const queue = createRateQueue({ key, clock, delay, admit: sharing.admit, mostUnderWay: () => window.limit, onBlocked });

  return withComplete(model, async (request) => {
    const tokens = request.estimatedInputTokens + request.maxOutputTokens + (model.facts.reasoningTokens ?? 0);
    await queue.enter(tokens, request.signal);
    const startedAt = clock.now().getTime();
    try {
      const answer = await model.complete({ ...request, onLimits: listen(request) });
      window = widenWindow(window, queue.underWay());
      await sharing.settle(tokens, answer);
      return answer;
    } catch (error) {
      await learnFrom(error, startedAt);
      throw error;
    } finally {
      queue.leave();
    }
  });

  function listen({ onLimits }: Request): CallRequest['onLimits'] {
    return (limits) => {
      sharing.observe(limits);
      onLimits?.(limits);
    };
  }

  function onBlocked(waitInMs: number): void {
    const wait = { provider: model.provider, model: model.model, code: 'model_rate_limited', waitInMs } as const;
    log.log(waitInMs > longWaitInMs ? 'warn' : 'debug', 'model_calls_pause', toLogFields(wait));
    onWait?.(wait);
  }

  async function learnFrom(error: unknown, startedAt: number): Promise<void> {
    if (!(error instanceof TgParserError)) {
      return;
    }
    const isLimited = error.code === 'model_rate_limited';
    // Where limits are known the rate is kept by them, and fewer calls at a time would only make it lower.
    if (error.code === 'model_overloaded' || (isLimited && !sharing.knowsLimits())) {
      window = narrowWindow(window, { underWay: queue.underWay(), startedAt, now: clock.now().getTime() });
    }
    // Whoever names a time means everybody: a server that is overloaded does, too.
    if (isLimited || (error.code === 'model_overloaded' && error.retryAfterMs !== undefined)) {
      await sharing.block(error.retryAfterMs ?? null, startedAt);
    }
  }
}
