import { createHash } from 'node:crypto';

/**
 * A vector in which texts are near that share words. Its length is not one: whoever needs that has to see to it. Small whole numbers,
 * so that it is the same in whatever way it travels.
 */
export function fakeVector(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const digest = createHash('sha256').update(word).digest();
    for (let at = 0; at < 16; at += 2) {
      const place = digest.readUInt16LE(at) % dimensions;
      vector[place] = (vector[place] ?? 0) + ((digest[16 + at] ?? 0) % 2 === 0 ? 1 : -1);
    }
  }
  // Words may cancel each other out.
  return vector.some((value) => value !== 0) ? vector : vector.map(() => 1);
}
