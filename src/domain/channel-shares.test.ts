import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelShares } from './channel-shares.ts';

test('shares are those of the channels that occur, and sum to 1', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5).map(String), { minLength: 1, maxLength: 200 }), (ids) => {
      const shares = channelShares(ids.map((channel_id) => ({ channel_id })));
      expect(Object.keys(shares).sort()).toEqual([...new Set(ids)].sort());
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
  );
});

test('no messages have no shares', () => {
  expect(channelShares([])).toEqual({});
});
