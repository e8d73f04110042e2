import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUsage, noUsage } from '../domain/token-usage.ts';
import { shareUsage } from './share-usage.ts';

const tokens = fc.nat({ max: 200_000 });
const usage = fc.record({
  inputTokens: tokens,
  cachedInputTokens: tokens,
  cacheWriteTokens: tokens,
  outputTokens: tokens,
  reasoningTokens: tokens,
});

test('shares are whole, differ by one at most, and sum up to the whole', () => {
  fc.assert(
    fc.property(usage, fc.integer({ min: 1, max: 20 }), (whole, items) => {
      const shares = shareUsage(whole, items);
      expect(shares).toHaveLength(items);
      expect(shares.reduce(addUsage, noUsage)).toEqual(whole);
      const inputs = shares.map(({ inputTokens }) => inputTokens);
      expect(Math.max(...inputs) - Math.min(...inputs)).toBeLessThanOrEqual(1);
    }),
  );
});
