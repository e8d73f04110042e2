/** Super-shingles a text, and minhashes in each. */
export const bands = 6;
const rows = 8;
const count = bands * rows;

/** Odd multipliers and offsets of the hash family, from a fixed seed (the constants of splitmix32). */
const multipliers = new Uint32Array(count);
const offsets = new Uint32Array(count);
for (let index = 0, state = 0x51ed270b; index < count; index += 1) {
  state = (state + 0x9e3779b9) >>> 0;
  multipliers[index] = mix(state) | 1;
  state = (state + 0x9e3779b9) >>> 0;
  offsets[index] = mix(state);
}

/**
 * Keys by which texts that say nearly the same meet: MinHash over word 3-shingles, 6 bands of 8. Two texts whose sets of
 * shingles have the Jaccard similarity s share a key with probability 1 − (1 − s⁸)⁶: 0.97 at s = 0.9, 0.67 at 0.8, 0.30
 * at 0.7, 0.02 at 0.5 (Broder 1997; banding as in Leskovec, Rajaraman, Ullman, chapter 3). One changed word of fifty
 * gives s = 0.88.
 *
 * @param words normalised; at least three
 */
export function superShingles(words: readonly string[]): string[] {
  const smallest = new Uint32Array(count).fill(0xffffffff);
  let first = 0;
  let second = 0;
  for (const [index, word] of words.entries()) {
    const third = hashWord(word);
    if (index >= 2) {
      lower(smallest, mix((Math.imul(first, 0x85ebca6b) ^ Math.imul(second, 0xc2b2ae35) ^ third) >>> 0));
    }
    first = second;
    second = third;
  }
  return Array.from({ length: bands }, (_, band) => `n${band}:${foldBand(smallest, band)}`);
}

function lower(smallest: Uint32Array, shingle: number): void {
  for (let index = 0; index < count; index += 1) {
    let value = Math.imul(shingle, multipliers[index] as number) + (offsets[index] as number);
    value = (value ^ (value >>> 15)) >>> 0;
    if (value < (smallest[index] as number)) {
      smallest[index] = value;
    }
  }
}

/** Eight minhashes as 64 bits in hexadecimal: two documents out of millions do not meet by chance. */
function foldBand(smallest: Uint32Array, band: number): string {
  let left = 0x811c9dc5;
  let right = 0x01000193;
  for (let row = 0; row < rows; row += 1) {
    const value = smallest[band * rows + row] as number;
    left = mix((left ^ value) >>> 0);
    right = mix((Math.imul(right, 31) + value) >>> 0);
  }
  return left.toString(16).padStart(8, '0') + right.toString(16).padStart(8, '0');
}

/** FNV-1a over UTF-16 code units. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
