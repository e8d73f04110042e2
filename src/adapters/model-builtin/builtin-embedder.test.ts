import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextsToEmbed } from '../../ports/embedder.ts';
import { inventDocuments } from '../../topicize/__fixtures__/invented-channel.ts';
import { createBuiltinEmbedder } from './builtin-embedder.ts';

const invented = inventDocuments({ count: 200, seed: 1 }).map(({ text_clean }) => text_clean.match(/[a-z]+/g) ?? []);

/** @param order in which terms are met: it must not matter */
function toTexts(texts: string[][], { learnFrom = texts.length, order = (terms: string[]) => terms } = {}): TextsToEmbed {
  const terms = order([...new Set(texts.flat())]);
  const numbers = new Map(terms.map((term, number) => [term, number]));
  return {
    size: texts.length,
    learnFrom,
    terms,
    termsOf: (text) => Int32Array.from(new Set(texts[text]), (term) => numbers.get(term) ?? 0),
    read: async (first, end) => texts.slice(first, end).map((words) => words.join(' ')),
  };
}

async function embed(texts: TextsToEmbed): Promise<Float32Array[]> {
  const { values, dimensions, size } = await createBuiltinEmbedder().embed(texts, {});
  return Array.from({ length: size }, (_, row) => values.slice(row * dimensions, (row + 1) * dimensions));
}

function cosine(left: ArrayLike<number> = [], right: ArrayLike<number> = []): number {
  return Array.from(left).reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
}

test('texts of one subject are nearer than texts of two', async () => {
  const asked = ['bread dough flour rye', 'flour oven starter crust', 'wheel spoke chain brake'].map((text) => text.split(' '));
  const [bread, oven, wheel] = await embed(toTexts([...asked, ...invented]));
  expect(cosine(bread, oven)).toBeGreaterThan(cosine(bread, wheel) + 0.2);
});

test('the same texts give the same bytes, in whatever order their terms were met', async () => {
  const first = await embed(toTexts(invented));
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000), async (seed) => {
      const order = (terms: string[]) =>
        terms
          .map((term, place) => ({ term, key: (place * 7919 + seed) % 1009 }))
          .sort((a, b) => a.key - b.key)
          .map(({ term }) => term);
      expect(await embed(toTexts(invented, { order }))).toEqual(first);
    }),
    { numRuns: 3 },
  );
});

test('vectors have length one, or are zeros where nothing is known', async () => {
  const vectors = await embed(toTexts([...invented, ['zzz'], []]));
  expect(Math.hypot(...(vectors[0] ?? []))).toBeCloseTo(1, 5);
  expect(vectors.slice(-2).map((vector) => Math.hypot(...vector))).toEqual([0, 0]);
});

test('noise gets vectors and teaches nothing', async () => {
  const noise = invented.map(() => ['buy', 'now', 'bread', 'wheel']);
  const alone = await embed(toTexts(invented));
  const beside = await embed(toTexts([...invented, ...noise], { learnFrom: invented.length }));
  expect(beside.slice(0, alone.length)).toEqual(alone);
  expect(Math.hypot(...(beside.at(-1) ?? []))).toBeCloseTo(1, 5);
});

test('an empty corpus is no error', async () => {
  expect(await embed(toTexts([]))).toEqual([]);
});

test('further texts lie where they would lie as part of the corpus', async () => {
  const embedder = createBuiltinEmbedder();
  const corpus = toTexts(invented);
  const { learnt, values, dimensions } = await embedder.embed(corpus, {});
  const chosen = invented.slice(40, 60);
  const further = await embedder.embedFurther(toTexts([...chosen, ['zzz']]), learnt, {});
  expect(further).toMatchObject({ dimensions, size: 21 });
  for (const place of chosen.keys()) {
    const vector = further.values.subarray(place * dimensions, (place + 1) * dimensions);
    expect(cosine(vector, values.subarray((40 + place) * dimensions, (41 + place) * dimensions))).toBeGreaterThan(0.999);
  }
  expect(Math.hypot(...further.values.subarray(20 * dimensions))).toBe(0);
});
