import { expect, test } from 'vitest';
import { comparePartitions } from './compare-partitions.ts';

/** Things 0, 1, 2 … in the groups that the letters name. */
const partition = (groups: string) => new Map([...groups].map((group, thing) => [String(thing), group]));

test.each([
  ['the same', 'aabbb', 'aabbb', 1, 1],
  ['other names of the same groups', 'aabbb', 'bbaaa', 0, 1],
  // Pairs before 1 + 3, now 3 + 1, in both 1 + 0 + 1, by chance 4 · 4 / 10: (2 − 1.6) / (4 − 1.6).
  ['one thing that moved', 'aabbb', 'aaabb', 0.8, 1 / 6],
  ['all together and each apart', 'aaaa', 'abcd', 0.25, 0],
  ['all together both times', 'aaa', 'aaa', 1, 1],
  ['crossed groups, less alike than by chance', 'aabb', 'abab', 0.5, -0.5],
])('%s', (_, before, now, keptShare, adjustedRandIndex) => {
  const likeness = comparePartitions(partition(before), partition(now));
  expect(likeness?.keptShare).toBeCloseTo(keptShare);
  expect(likeness?.adjustedRandIndex).toBeCloseTo(adjustedRandIndex);
});

test('only what both know is compared', () => {
  const now = new Map([...partition('aabbb'), ['new', 'a']]);
  const before = new Map([...partition('aabbb'), ['gone', 'b']]);
  expect(comparePartitions(before, now)).toEqual({ keptShare: 1, adjustedRandIndex: 1 });
  expect(comparePartitions(new Map(), now)).toBeNull();
});
