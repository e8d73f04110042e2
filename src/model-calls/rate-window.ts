import type { ObservedLimit, ObservedLimits } from '../ports/callable-model.ts';
import type { ModelLimitState } from '../ports/model-limit-store.ts';

/**
 * The shared part of the rate: pure changes of a ModelLimitState, all times in milliseconds since 1970.
 *
 * It is the generic cell rate algorithm (ITU-T I.371, annex A): `requestsUntil` is the time at which everything that was handed out
 * is paid for at the allowed rate. A call may go while that time is less than a burst ahead, and moves it on by its own share.
 */

/** Share of a limit that is used: clocks and networks are not exact, and a server that says no costs more than the rest. */
const usedShare = 0.97;

/**
 * How far ahead of the even pace requests may run. Providers that speak of minutes may count in seconds
 * (https://platform.openai.com/docs/guides/rate-limits, https://docs.anthropic.com/en/api/rate-limits).
 */
const requestBurstInMs = 1000;

/** The same for tokens. A call takes many at once, so a short burst would make calls wait for each other from the start. */
const tokenBurstInMs = 15_000;

/** A pause for all when a server says "too many" and not for how long. */
const pauseInMs = 1000;

export interface Admission {
  /** How many of those who ask may go, in their order. */
  admitted: number;
  /** When it is time to ask again for the rest; 0 when there is none. */
  waitInMs: number;
  /** The provider said no to somebody, and the wait is for that. */
  isBlocked: boolean;
}

export function hasLimits({ requestsPerMinute, tokensPerMinute }: ModelLimitState): boolean {
  return requestsPerMinute !== null || tokensPerMinute !== null;
}

/** Lets calls go, each given by its tokens, as many as there is room for. */
export function admitCalls(
  state: ModelLimitState,
  tokensOfCalls: readonly number[],
  now: number,
): { state: ModelLimitState; result: Admission } {
  const blockedInMs = state.blockedBy === 'model_rate_limited' ? state.blockedUntil - now : 0;
  if (blockedInMs > 0) {
    return { state, result: { admitted: 0, waitInMs: blockedInMs, isBlocked: true } };
  }
  let admitted = 0;
  let { requestsUntil, tokensUntil } = state;
  for (const tokens of tokensOfCalls) {
    const waitInMs = Math.max(requestsUntil - requestBurstInMs, tokensUntil - tokenBurstInMs) - now;
    if (waitInMs > 0) {
      return { state: settle(), result: { admitted, waitInMs, isBlocked: false } };
    }
    requestsUntil = Math.max(requestsUntil, now) + millisecondsFor(1, state.requestsPerMinute);
    tokensUntil = Math.max(tokensUntil, now) + millisecondsFor(tokens, state.tokensPerMinute);
    admitted += 1;
  }
  return { state: settle(), result: { admitted, waitInMs: 0, isBlocked: false } };

  function settle(): ModelLimitState {
    return { ...state, requestsUntil, tokensUntil, updatedAt: now };
  }
}

/** Takes what the provider said into account: its limits, and what others left of them. */
export function observeLimits(state: ModelLimitState, { requests, tokens }: ObservedLimits, at: number): ModelLimitState {
  const requestsPerMinute = usableLimit(requests) ?? state.requestsPerMinute;
  const tokensPerMinute = usableLimit(tokens) ?? state.tokensPerMinute;
  return {
    ...state,
    requestsPerMinute,
    tokensPerMinute,
    requestsUntil: Math.max(state.requestsUntil, at + requestBurstInMs - roomInMs(requests, requestsPerMinute)),
    tokensUntil: Math.max(state.tokensUntil, at + tokenBurstInMs - roomInMs(tokens, tokensPerMinute)),
  };
}

/** Gives back what a call did not use of the tokens that were counted for it, or counts what it used beyond. */
export function correctTokens(state: ModelLimitState, difference: number): ModelLimitState {
  return { ...state, tokensUntil: state.tokensUntil + millisecondsFor(difference, state.tokensPerMinute) };
}

export interface Refusal {
  /** Null when the provider named no time. */
  retryAfterMs: number | null;
  /** When the call was begun that was refused. */
  startedAt: number;
  now: number;
  /** Requests a minute at which calls were made; null when the provider names its limit. */
  pace: number | null;
}

/**
 * The provider said no: nobody calls before the time that it named, and no burst follows. A longer block of another kind stays. Where
 * it names no limit, one is guessed.
 */
export function blockCalls(state: ModelLimitState, refusal: Refusal): ModelLimitState {
  const until = refusal.now + (refusal.retryAfterMs ?? pauseInMs);
  if (state.blockedUntil >= until) {
    return state;
  }
  const requestsPerMinute = guessLimit(state, refusal);
  return {
    ...state,
    requestsPerMinute,
    blockedUntil: until,
    blockedBy: 'model_rate_limited',
    requestsUntil: requestsPerMinute === null ? state.requestsUntil : Math.max(state.requestsUntil, until + requestBurstInMs),
    tokensUntil: state.tokensPerMinute === null ? state.tokensUntil : Math.max(state.tokensUntil, until + tokenBurstInMs),
    updatedAt: refusal.now,
  };
}

/** Additive increase would take long at high rates and overshoot at low ones: a guess grows by its share. */
const guessGrowthPerSecond = 0.01;
const guessLoweredTo = 0.7;
const longestGrowthInMs = 60_000;

/** A guess is lowered once for all calls that were under way when the provider first said no. */
function guessLimit({ requestsPerMinute, blockedUntil }: ModelLimitState, { pace, startedAt }: Refusal): number | null {
  if (pace === null) {
    return requestsPerMinute;
  }
  if (requestsPerMinute === null) {
    return pace;
  }
  return startedAt < blockedUntil ? requestsPerMinute : Math.max(1, requestsPerMinute * guessLoweredTo);
}

/** Tries a little more than was guessed, the longer nothing was refused. */
export function raiseGuess(state: ModelLimitState, now: number): ModelLimitState {
  if (state.requestsPerMinute === null) {
    return state;
  }
  const passedInMs = Math.min(Math.max(0, now - state.updatedAt), longestGrowthInMs);
  const requestsPerMinute = state.requestsPerMinute * (1 + (guessGrowthPerSecond * passedInMs) / 1000);
  return { ...state, requestsPerMinute, updatedAt: now };
}

/** Zero and less mean something else than a rate. */
function usableLimit(observed: ObservedLimit | null): number | null {
  return observed?.limit != null && observed.limit > 0 ? observed.limit : null;
}

/** How long what is left lasts at the allowed rate; without end when nothing is known. */
function roomInMs(observed: ObservedLimit | null, perMinute: number | null): number {
  return observed?.remaining == null || perMinute === null
    ? Number.POSITIVE_INFINITY
    : millisecondsFor(observed.remaining, perMinute);
}

function millisecondsFor(amount: number, perMinute: number | null): number {
  return perMinute === null ? 0 : (amount * 60_000) / (perMinute * usedShare);
}
