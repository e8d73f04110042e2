import type { ErrorCode } from '../domain/error-code.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { type ModelLimitState, type ModelLimitStore, noLimits } from '../ports/model-limit-store.ts';
import { cooldownOf, isCooldown } from './cooldown-of.ts';
import { withComplete } from './with-complete.ts';

export interface CooldownDependencies {
  limitStore: ModelLimitStore;
  clock: Clock;
  log: Logger;
  /** Calls although there is a cooldown, as a person does who has mended something. Default false. */
  ignoreCooldown?: boolean | undefined;
}

const readAgainInMs = 1000;

/**
 * Remembers, over restarts and for all processes on one database, that a quota is used up, an account has no credit or a provider is
 * down, so that no call is wasted on finding out again. The first call that succeeds afterwards, or in spite of it, ends the cooldown.
 *
 * @returns a model that throws the error of the cooldown without a call, naming until when
 */
export function withCooldown<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  { limitStore, clock, log, ignoreCooldown = false }: CooldownDependencies,
): CallableModel<Request, Answer> {
  const name = `${model.provider}:${model.model}`;
  // Apart from the state of the rate: a pause that the provider asked for goes on when a cooldown is ended before its time.
  const key = `${name} cooldown`;
  let known: Promise<ModelLimitState> | null = null;
  let readAt = 0;

  return withComplete(model, async (request) => {
    const before = await read();
    const now = clock.now().getTime();
    if (isCooldown(before.blockedBy) && !ignoreCooldown && before.blockedUntil > now) {
      throw coolingDown(name, before.blockedBy, { until: before.blockedUntil, now });
    }
    try {
      const answer = await model.complete(request);
      if (isCooldown(before.blockedBy)) {
        await end(before);
      }
      return answer;
    } catch (error) {
      await begin(error);
      throw error;
    }
  });

  /** Once a second at most, also for calls that begin together. */
  function read(): Promise<ModelLimitState> {
    const now = clock.now().getTime();
    if (known === null || now - readAt >= readAgainInMs) {
      known = limitStore.read(key);
      readAt = now;
    }
    return known;
  }

  async function begin(error: unknown): Promise<void> {
    const cooldownInMs = error instanceof TgParserError ? cooldownOf(error) : null;
    if (!(error instanceof TgParserError) || cooldownInMs === null) {
      return;
    }
    const now = clock.now().getTime();
    const blockedUntil = now + cooldownInMs;
    const { blockedBy, blockedUntil: knownUntil } = await read().catch(() => noLimits);
    if (blockedBy === error.code && knownUntil > now) {
      // Calls that were under way together fail together: the first one began it.
      return;
    }
    log.log('warn', 'model_cooldown_began', { key: name, code: error.code, until: toSeconds(blockedUntil) });
    await change((state) =>
      state.blockedUntil >= blockedUntil ? state : { ...state, blockedUntil, blockedBy: error.code, updatedAt: now },
    );
  }

  /** Only the cooldown that the call met: another one may have begun since. */
  async function end({ blockedUntil }: ModelLimitState): Promise<void> {
    const now = clock.now().getTime();
    log.log('info', 'model_cooldown_ended', { key: name });
    await change((state) =>
      state.blockedUntil === blockedUntil ? { ...state, blockedUntil: 0, blockedBy: null, updatedAt: now } : state,
    );
  }

  /** Never fails: the answer, or the error of the provider, counts more. */
  async function change(make: (state: ModelLimitState) => ModelLimitState): Promise<void> {
    try {
      const changed = await limitStore.update(key, (stored) => {
        const state = make(stored);
        return { state, result: state };
      });
      known = Promise.resolve(changed);
      readAt = clock.now().getTime();
    } catch (error) {
      const code = error instanceof TgParserError ? error.code : 'internal';
      log.log('warn', 'model_cooldown_not_stored', { key: name, code });
    }
  }
}

const reasons: Partial<Record<ErrorCode, string>> = {
  model_quota: 'has used up its quota',
  model_billing: 'has no credit',
  model_failing: 'failed again and again',
};

function coolingDown(key: string, code: ErrorCode, { until, now }: { until: number; now: number }): TgParserError {
  return new TgParserError(code, `${key} ${reasons[code]} and is not asked before ${toSeconds(until)}`, {
    hint: 'Give the same command again then. When the reason is gone, "tg-parser doctor" tries at once, and a call that succeeds ends the wait.',
    retryable: true,
    retryAfterMs: until - now,
  });
}

function toSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
