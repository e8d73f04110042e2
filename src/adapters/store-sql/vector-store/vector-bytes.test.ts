import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromVectorBytes, toVectorBytes } from './vector-bytes.ts';

it('a vector comes back from its bytes as it was, wherever they lie in memory', () => {
  fc.assert(
    fc.property(fc.float32Array({ minLength: 1 }), fc.nat(7), (vector, offset) => {
      const shifted = new Uint8Array(offset + vector.length * 4);
      shifted.set(toVectorBytes(vector), offset);
      expect(fromVectorBytes(shifted.subarray(offset))).toEqual(vector);
    }),
  );
});

it('bytes are little endian', () => {
  expect([...toVectorBytes(new Float32Array([1]))]).toEqual([0, 0, 0x80, 0x3f]);
});

it.each([0, 3, 5])('%i bytes are no vector', (length) => {
  expect(() => fromVectorBytes(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'storage_corrupt' }));
});
