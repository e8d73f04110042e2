import { expect, test } from 'vitest';
import { nextAttemptAt } from './next-attempt.ts';

const now = new Date('2026-01-01T00:00:00Z');

test.each([
  [1, '2026-01-01T00:15:00Z'],
  [2, '2026-01-01T00:30:00Z'],
  [7, '2026-01-01T16:00:00Z'],
  [8, '2026-01-02T00:00:00Z'],
  [2000, '2026-01-02T00:00:00Z'],
])('what passes is tried again after attempt %i at %s', (attempts, at) => {
  expect(nextAttemptAt('model_overloaded', attempts, now)).toBe(at);
});

test.each(['model_refused', 'model_answer_invalid', 'internal'])('%s waits for somebody', (failureClass) => {
  expect(nextAttemptAt(failureClass, 1, now)).toBeNull();
});
