import type { ErrorCode } from '../domain/error-code.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { AnswerOptions, ItemOutcome, LanguageModel, ModelItem, ModelTask } from '../ports/language-model.ts';
import type { Logger } from '../ports/logger.ts';
import { createFallbackSource, type FallbackSource } from './fallback-source.ts';
import { createMergedStreams } from './fallback-streams.ts';

/** Errors that another provider may not have. What concerns the budget, the data or our own program is none of them. */
const passedOn: ReadonlySet<ErrorCode> = new Set([
  'model_unavailable',
  'model_unauthorized',
  'model_unknown',
  'model_billing',
  'model_quota',
  'model_rate_limited',
  'model_failing',
  'model_overloaded',
  'model_timeout',
  'model_unreachable',
  'model_refused',
]);

/**
 * Several models as one. Each answers what the ones before it failed at for reasons of their own: single items, and everything that is left
 * once one of them fails altogether (a wrong key, no credit, down). Holds no more than the items under way.
 *
 * @param models the one to ask first, first; provider, id and origin of the whole are its own, those of an outcome are of who answered
 */
export function withFallback(models: readonly LanguageModel[], log: Logger): LanguageModel {
  const [first, ...others] = models;
  if (first === undefined) {
    throw new TgParserError('internal', 'A chain of models needs at least one');
  }
  return others.length === 0 ? first : withNext(first, withFallback(others, log), log);
}

function withNext(first: LanguageModel, next: LanguageModel, log: Logger): LanguageModel {
  return {
    provider: first.provider,
    modelId: first.modelId,
    origin: (task) => first.origin(task),
    // The others are asked only when something fails: what comes to nothing in a batch is asked directly, with all of them.
    batches: first.batches,
    estimate: (task, items, options) => first.estimate(task, items, options),
    async *answer(task, items, options) {
      const source = createFallbackSource(items);
      try {
        yield* answerWithNext({ first, next, log }, { task, source, options });
      } finally {
        await source.close();
      }
    },
  };
}

function answerWithNext<Item extends ModelItem, Answer>(
  { first, next, log }: { first: LanguageModel; next: LanguageModel; log: Logger },
  { task, source, options }: { task: ModelTask<Item, Answer>; source: FallbackSource<Item>; options: AnswerOptions },
): AsyncGenerator<ItemOutcome<Item, Answer>[]> {
  type Outcome = ItemOutcome<Item, Answer>;
  const streams = createMergedStreams<Outcome[]>();
  const rescues = new Set<Promise<void>>();
  /** Why the next model is of no use, either. */
  let nextFailure: unknown = null;

  streams.add(fromFirst());
  return streams.values();

  async function* fromFirst(): AsyncGenerator<Outcome[]> {
    try {
      for await (const outcomes of first.answer(task, source.items, options)) {
        const failed = outcomes.filter(isForNext);
        for (const { item } of outcomes) {
          source.settle(item.id);
        }
        yield outcomes.filter((outcome) => !failed.includes(outcome));
        await rescue(failed);
      }
    } catch (error) {
      if (!isPassedOn(error) || nextFailure !== null || options.signal?.aborted) {
        throw error;
      }
      logHandOver(error, null);
      yield* fromNext(error);
    }
  }

  function isForNext(outcome: Outcome): boolean {
    return 'error' in outcome && isPassedOn(outcome.error) && nextFailure === null && !options.signal?.aborted;
  }

  /** Begins to ask the next model about items; waits only while as many such questions are under way as calls may be. */
  async function rescue(failed: Outcome[]): Promise<void> {
    const [outcome] = failed;
    if (outcome === undefined) {
      return;
    }
    while (rescues.size >= options.concurrency) {
      await Promise.race(rescues);
    }
    logHandOver('error' in outcome ? outcome.error : null, failed.length);
    let end = () => {};
    const rescued = new Promise<void>((resolve) => {
      end = resolve;
    });
    rescues.add(rescued);
    streams.add(
      rescueWithNext(failed, () => {
        rescues.delete(rescued);
        end();
      }),
    );
  }

  /** What the next model has no outcome for keeps the one that it has. */
  async function* rescueWithNext(failed: readonly Outcome[], onEnd: () => void): AsyncGenerator<Outcome[]> {
    const left = new Map(failed.map((outcome) => [outcome.item.id, outcome]));
    try {
      for await (const outcomes of next.answer(
        task,
        failed.map(({ item }) => item),
        options,
      )) {
        for (const { item } of outcomes) {
          left.delete(item.id);
        }
        yield outcomes;
      }
    } catch (error) {
      if (!isPassedOn(error)) {
        throw error;
      }
      nextFailure = error;
      log.log('warn', 'model_fallback_failed', { to: next.modelId, code: error.code, items: left.size });
    } finally {
      onEnd();
    }
    yield [...left.values()];
  }

  async function* fromNext(firstFailure: TgParserError): AsyncGenerator<Outcome[]> {
    try {
      yield* next.answer(task, source.rest(), options);
    } catch (error) {
      throw isPassedOn(error) ? bothFailed(firstFailure, error) : error;
    }
  }

  function logHandOver(error: unknown, items: number | null): void {
    const code = error instanceof TgParserError ? error.code : 'internal';
    log.log(items === null ? 'warn' : 'debug', 'model_fallback', { from: first.modelId, to: next.modelId, code, items });
  }
}

function isPassedOn(error: unknown): error is TgParserError {
  return error instanceof TgParserError && passedOn.has(error.code);
}

/** What is wrong with the model that is wanted comes first: its code decides how the run ends. */
function bothFailed(first: TgParserError, next: TgParserError): TgParserError {
  const { code, message, hint, retryable, retryAfterMs } = first;
  return new TgParserError(code, `${message}; who was asked instead failed, too: ${next.message}`, {
    hint: hint ?? next.hint,
    retryable,
    retryAfterMs,
    cause: next,
  });
}
