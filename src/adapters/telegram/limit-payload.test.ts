import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestPayload, limitPayload } from './limit-payload.ts';

test('what fits is kept as it is', () => {
  const payload = { text: 'й'.repeat(100_000) };
  expect(limitPayload(payload, 1_000_000)).toBe(payload);
});

test('the largest fields are left out until the rest fits', () => {
  const payload = { id: 1, text: 'x'.repeat(200_000), entities: ['y'.repeat(150_000)], from: 'Anna' };
  const limited = limitPayload(payload, 400_000);
  expect(limited).toMatchObject({ id: 1, from: 'Anna', truncated: true, kept_fields: ['entities', 'from', 'id'] });
  expect(limited).not.toHaveProperty('text');
  expect(limited.original_size_bytes).toBe(Buffer.byteLength(JSON.stringify(payload)));
});

test('whatever the fields, the result fits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (sizes, isLong) => {
        const names = sizes.map((size, index) => (isLong ? 'n'.repeat(size) + index : `field${index}`));
        const payload = Object.fromEntries(sizes.map((size, index) => [names[index] ?? '', 'ж'.repeat(size)]));
        const limited = limitPayload(payload, Number.POSITIVE_INFINITY);
        expect(Buffer.byteLength(JSON.stringify(limited))).toBeLessThanOrEqual(largestPayload);
      },
    ),
    { numRuns: 40, seed: 3 },
  );
});
