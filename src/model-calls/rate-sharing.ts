import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallAnswer, ObservedLimits } from '../ports/callable-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { type ModelLimitState, type ModelLimitStore, noLimits } from '../ports/model-limit-store.ts';
import { createPaceMeter } from './rate-pace.ts';
import { type Admission, admitCalls, blockCalls, correctTokens, hasLimits, observeLimits, raiseGuess } from './rate-window.ts';

export interface RateSharingDependencies {
  /** Of the state in the store. */
  key: string;
  limitStore: ModelLimitStore;
  clock: Clock;
  log: Logger;
}

/** What one process knows of the shared rate, and tells the others. */
export interface RateSharing {
  admit(tokensOfCalls: readonly number[]): Promise<Admission>;
  observe(limits: ObservedLimits): void;
  /** Puts the tokens of a call right that was counted with `tokens`. */
  settle(tokens: number, answer: CallAnswer): Promise<void>;
  /** Stops all processes, because a call that was begun at this time was refused. */
  block(retryAfterMs: number | null, startedAt: number): Promise<void>;
  knowsLimits(): boolean;
}

const readAgainInMs = 1000;

/**
 * Reads the shared state at most once a second while no limits are known, and writes only when there is something to share: a place in
 * the rate, new limits, a block. What was observed and corrected in between goes along with the next write.
 */
export function createRateSharing({ key, limitStore, clock, log }: RateSharingDependencies): RateSharing {
  let known = noLimits;
  let readAt = Number.NEGATIVE_INFINITY;
  /** Not written yet. */
  let observed: { limits: ObservedLimits; at: number } | null = null;
  let difference = 0;
  /** Whether the provider names how many requests it allows. */
  let isTold = false;
  const pace = createPaceMeter();
  /** This process was refused: holds at once, before the others are told. */
  let refusedUntil = 0;

  return {
    async admit(tokensOfCalls) {
      const admission = ownBlock() ?? (await ask(tokensOfCalls));
      // A refusal may have come while the store was asked.
      const block = ownBlock();
      if (block) {
        return block;
      }
      pace.count(admission.admitted, clock.now().getTime());
      return admission;
    },
    observe(limits) {
      isTold ||= limits.requests?.limit != null;
      observed = { limits, at: clock.now().getTime() };
    },
    async settle(tokens, { usage }) {
      difference += usage === null ? 0 : usage.inputTokens + usage.outputTokens - tokens;
      const { requestsPerMinute, tokensPerMinute } = withObserved(known);
      if (requestsPerMinute !== known.requestsPerMinute || tokensPerMinute !== known.tokensPerMinute) {
        const now = clock.now().getTime();
        await tell((state) => ({ ...state, updatedAt: now }));
        log.log('debug', 'model_limits_learned', {
          key,
          requests_per_minute: requestsPerMinute,
          tokens_per_minute: tokensPerMinute,
        });
      }
    },
    async block(retryAfterMs, startedAt) {
      const now = clock.now().getTime();
      const refusal = { retryAfterMs, startedAt, now, pace: isTold || retryAfterMs !== null ? null : pace.perMinute(now) };
      refusedUntil = Math.max(refusedUntil, blockCalls(noLimits, refusal).blockedUntil);
      await tell((state) => blockCalls(state, refusal));
    },
    knowsLimits: () => hasLimits(known),
  };

  function ownBlock(): Admission | null {
    const waitInMs = refusedUntil - clock.now().getTime();
    return waitInMs > 0 ? { admitted: 0, waitInMs, isBlocked: true } : null;
  }

  async function ask(tokensOfCalls: readonly number[]): Promise<Admission> {
    if (!hasLimits(known)) {
      await readIfDue();
    }
    const now = clock.now().getTime();
    if (!hasLimits(withObserved(known))) {
      return admitCalls(known, tokensOfCalls, now).result;
    }
    return await change((state) => admitCalls(isTold ? state : raiseGuess(state, now), tokensOfCalls, now));
  }

  async function readIfDue(): Promise<void> {
    const now = clock.now().getTime();
    if (now - readAt >= readAgainInMs) {
      known = await limitStore.read(key);
      readAt = now;
    }
  }

  function withObserved(state: ModelLimitState): ModelLimitState {
    return observed === null ? state : observeLimits(state, observed.limits, observed.at);
  }

  /** Never fails: an answer that is paid for, or the error of the provider, counts more. */
  async function tell(make: (state: ModelLimitState) => ModelLimitState): Promise<void> {
    try {
      await change((state) => ({ state: make(state), result: undefined }));
    } catch (error) {
      const code = error instanceof TgParserError ? error.code : 'internal';
      log.log('warn', 'model_limits_not_shared', { key, code });
    }
  }

  /** Changes the shared state, and with it what was not written yet. */
  async function change<Result>(make: (state: ModelLimitState) => { state: ModelLimitState; result: Result }): Promise<Result> {
    const taken = { observed, difference };
    observed = null;
    difference = 0;
    const { state, result } = await limitStore.update(key, (stored) => {
      const corrected = correctTokens(stored, taken.difference);
      const made = make(
        taken.observed === null ? corrected : observeLimits(corrected, taken.observed.limits, taken.observed.at),
      );
      return { state: made.state, result: made };
    });
    known = state;
    readAt = clock.now().getTime();
    return result;
  }
}
