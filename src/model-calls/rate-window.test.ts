import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ModelLimitState, noLimits } from '../ports/model-limit-store.ts';
import { admitCalls, blockCalls, correctTokens, hasLimits, observeLimits, raiseGuess } from './rate-window.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const ofRequests = (requestsPerMinute: number): ModelLimitState => ({ ...noLimits, requestsPerMinute });
const ofTokens = (tokensPerMinute: number): ModelLimitState => ({ ...noLimits, tokensPerMinute });
const refusal = (retryAfterMs: number | null) => ({ retryAfterMs, startedAt: noon - 50, now: noon, pace: null });
const observed = (limit: number | null, remaining: number | null = null) => ({ limit, remaining, resetsInMs: null });

describe('without limits', () => {
  it('everybody may go at once, and nothing is counted', () => {
    const { state, result } = admitCalls(noLimits, [1000, 1000, 1000], noon);
    expect(result).toEqual({ admitted: 3, waitInMs: 0, isBlocked: false });
    expect(hasLimits(state)).toBe(false);
    expect(admitCalls(state, [1_000_000], noon).result.admitted).toBe(1);
  });
});

describe('requests a minute', () => {
  it('a second ahead of the pace may go at once, the next one when a place is free', () => {
    const { state, result } = admitCalls(ofRequests(600), Array(20).fill(0), noon);
    // 600 · 0.97 a minute is one in 103.1 ms.
    expect(result).toEqual({ admitted: 10, waitInMs: expect.closeTo(30.9, 1), isBlocked: false });
    expect(admitCalls(state, [0], noon + 31).result.admitted).toBe(1);
  });

  it('over any time no more go than the limit allows and a burst, whoever asks and when', () => {
    const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 30 })), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), asks, (limit, script) => {
        let state = ofRequests(limit);
        let now = noon;
        const gone: number[] = [];
        for (const [pauseInMs, calls] of script) {
          now += pauseInMs;
          const answer = admitCalls(state, Array(calls).fill(0), now);
          state = answer.state;
          gone.push(...Array<number>(answer.result.admitted).fill(now));
        }
        for (const [index, begin] of gone.entries()) {
          const last = gone.at(-1) ?? begin;
          expect(gone.length - index).toBeLessThanOrEqual(((last - begin + 1000) * limit) / 60_000 + 1);
        }
      }),
    );
  });

  it('who waits as long as told gets in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 50 }), (limit, calls) => {
        const { state, result } = admitCalls(ofRequests(limit), Array(calls).fill(0), noon);
        fc.pre(result.admitted < calls);
        expect(admitCalls(state, [0], noon + Math.ceil(result.waitInMs)).result.admitted).toBe(1);
        expect(admitCalls(state, [0], noon + Math.floor(result.waitInMs) - 1).result.admitted).toBe(0);
      }),
    );
  });

  it('rest is no credit: after an hour as many go at once as at the beginning', () => {
    const { state } = admitCalls(ofRequests(600), [0], noon);
    expect(admitCalls(state, Array(50).fill(0), noon + 3_600_000).result.admitted).toBe(10);
  });
});

describe('tokens a minute', () => {
  it('a call larger than all that is allowed in a minute goes, and the next one pays for it', () => {
    const { state, result } = admitCalls(ofTokens(1000), [3000, 10], noon);
    expect(result.admitted).toBe(1);
    expect(result.waitInMs).toBeCloseTo((3 * 60_000) / 0.97 - 15_000, 0);
    expect(state.tokensUntil).toBeGreaterThan(noon + 3 * 60_000);
  });

  it('what a call did not use is given back', () => {
    const { state } = admitCalls(ofTokens(60_000), [10_000], noon);
    const { tokensUntil } = correctTokens(state, -8000);
    expect(tokensUntil - noon).toBeCloseTo(2000 / 0.97, 0);
  });

  it('the tighter of the two limits decides', () => {
    const state = { ...ofRequests(60), tokensPerMinute: 60_000 };
    expect(admitCalls(state, [50_000, 10], noon).result.waitInMs).toBeCloseTo(50_000 / 0.97 - 15_000, 0);
    expect(admitCalls(state, [10, 10], noon).result.waitInMs).toBeCloseTo(1000 / 0.97 - 1000, 0);
  });
});

describe('what the provider says', () => {
  it('is learned, and kept when it falls silent or says nonsense', () => {
    const learned = observeLimits(noLimits, { requests: observed(600), tokens: observed(90_000) }, noon);
    expect(learned).toMatchObject({ requestsPerMinute: 600, tokensPerMinute: 90_000 });
    expect(observeLimits(learned, { requests: null, tokens: observed(0) }, noon)).toEqual(learned);
  });

  it('of little left, because others took it, slows down at once', () => {
    const state = observeLimits(noLimits, { requests: observed(600, 2), tokens: null }, noon);
    expect(admitCalls(state, Array(20).fill(0), noon).result.admitted).toBe(3);
  });

  it('of much left does not hurry', () => {
    const { state } = admitCalls(ofRequests(600), Array(10).fill(0), noon);
    expect(observeLimits(state, { requests: observed(600, 590), tokens: null }, noon)).toEqual(state);
  });
});

describe('a block', () => {
  it('holds for as long as the provider says, and is followed by the even pace without a burst', () => {
    const state = blockCalls(ofRequests(600), refusal(20_000));
    expect(admitCalls(state, [0], noon + 19_999).result).toEqual({ admitted: 0, waitInMs: 1, isBlocked: true });
    expect(admitCalls(state, Array(20).fill(0), noon + 20_000).result.admitted).toBe(1);
  });

  it('is a second when the provider does not say', () => {
    expect(blockCalls(noLimits, refusal(null)).blockedUntil).toBe(noon + 1000);
  });

  it('does not shorten a longer one', () => {
    const quota = { ...noLimits, blockedUntil: noon + 60_000, blockedBy: 'model_quota' };
    expect(blockCalls(quota, refusal(1000))).toEqual(quota);
  });

  it('of another kind is not its business', () => {
    const quota = { ...noLimits, blockedUntil: noon + 60_000, blockedBy: 'model_quota' };
    expect(admitCalls(quota, [0], noon).result.admitted).toBe(1);
  });
});

describe('a limit that the provider does not name', () => {
  const refused = (startedAt: number, now: number) => ({ retryAfterMs: 1000, startedAt, now, pace: 900 });
  const guessed = blockCalls(noLimits, refused(noon - 50, noon));

  it('is guessed from the pace at which calls were refused', () => {
    expect(guessed.requestsPerMinute).toBe(900);
  });

  it('is lowered by a later refusal, and once for all calls that were under way', () => {
    const late = blockCalls(guessed, refused(noon - 40, noon + 5000));
    expect(late.requestsPerMinute).toBe(900);
    const again = blockCalls(guessed, refused(noon + 4000, noon + 5000));
    expect(again.requestsPerMinute).toBeCloseTo(630);
    expect(blockCalls(again, refused(noon + 4001, noon + 5020)).requestsPerMinute).toBeCloseTo(630);
  });

  it('grows by a hundredth a second while nothing is refused, for no longer than a minute of rest', () => {
    expect(raiseGuess(guessed, noon + 10_000).requestsPerMinute).toBeCloseTo(990);
    expect(raiseGuess(guessed, noon + 86_400_000).requestsPerMinute).toBeCloseTo(1440);
  });
});
