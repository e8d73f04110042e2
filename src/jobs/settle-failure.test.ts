import { expect, test } from 'vitest';
import type { ErrorCode } from '../domain/error-code.ts';
import { TgParserError, type TgParserErrorDetails } from '../domain/tg-parser-error.ts';
import type { JobInterruption } from './settle-failure.ts';
import { settleFailure } from './settle-failure.ts';

const at = new Date('2026-05-06T10:00:00Z');
const backoff = { baseInMs: 1_000, maxInMs: 60_000, jitter: 0 };

function settle(
  code: ErrorCode,
  {
    attempts = 1,
    interruption = null,
    ...details
  }: TgParserErrorDetails & { attempts?: number; interruption?: JobInterruption | null } = {},
) {
  const thrown = new TgParserError(code, 'what happened', details);
  return settleFailure({ attempts, maxAttempts: 3 }, thrown, { interruption, at, backoff });
}

const again = (seconds: number, isAttempt: boolean) => ({
  ...{ state: 'queued', availableAt: new Date(at.getTime() + seconds * 1_000), isAttempt },
});

test('what may pass is begun again later and later, and given up after the last attempt', () => {
  const passing = { retryable: true };
  expect(settle('model_overloaded', passing)).toMatchObject(again(1, true));
  expect(settle('model_overloaded', { ...passing, attempts: 2 })).toMatchObject(again(2, true));
  expect(settle('model_overloaded', { ...passing, attempts: 3 })).toMatchObject({
    state: 'dead',
    error: { code: 'model_overloaded' },
  });
});

test.each(['commit_unknown', 'storage_unreachable', 'pool_timeout', 'step_lost'] as const)(
  'a database that was away (%s) ends the execution, not the job',
  (code) => {
    expect(settle(code)).toMatchObject(again(1, true));
  },
);

test('what nothing changes by itself fails at once', () => {
  expect(settle('source_unknown', { hint: 'Add it.' })).toEqual({
    state: 'failed',
    error: { code: 'source_unknown', message: 'what happened', hint: 'Add it.' },
  });
  expect(
    settleFailure({ attempts: 1, maxAttempts: 3 }, new Error('secret'), { interruption: null, at, backoff }),
  ).toMatchObject({
    state: 'failed',
    error: { code: 'internal', message: expect.not.stringContaining('secret') },
  });
});

test('others, a wait that was asked for and a worker that is stopped cost no attempt', () => {
  expect(settle('step_locked', { retryable: true, attempts: 3 })).toMatchObject(again(5, false));
  expect(settle('telegram_rate_limited', { retryable: true, retryAfterMs: 90_000, attempts: 3 })).toMatchObject(
    again(90, false),
  );
  expect(settle('interrupted', { interruption: 'stopped', attempts: 3 })).toMatchObject({ ...again(0, false), error: null });
  expect(settle('interrupted', { interruption: 'cancelled' })).toEqual({ state: 'cancelled' });
});
