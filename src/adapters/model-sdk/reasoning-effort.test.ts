import { expect, it } from 'vitest';
import { type ModelEffort, nearestEffort, type ReasoningEffort } from './reasoning-effort.ts';

it.each<[ReasoningEffort, ModelEffort[], ModelEffort]>([
  ['low', ['minimal', 'low', 'medium', 'high'], 'low'],
  ['minimal', ['none', 'low', 'medium'], 'none'],
  ['minimal', ['low', 'medium', 'high'], 'low'],
  ['low', ['medium', 'high', 'xhigh'], 'medium'],
  ['medium', ['low', 'high'], 'low'],
  ['minimal', ['high'], 'high'],
])('%s among %j is %s', (wanted, taken, nearest) => {
  expect(nearestEffort(wanted, taken)).toBe(nearest);
});
