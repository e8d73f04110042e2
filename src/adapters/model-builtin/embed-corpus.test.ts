import { expect, test } from 'vitest';
import { inventDocuments } from '../../topicize/__fixtures__/invented-channel.ts';
import { createBuiltinEmbedder } from './embed-corpus.ts';

const texts = inventDocuments({ count: 200, seed: 1 }).map(({ text_clean }) => ({ text: text_clean, language: 'en' }));

async function train() {
  return await createBuiltinEmbedder().fit(async function* () {
    yield texts;
  }, {});
}

test('texts of one subject are nearer than texts of two', async () => {
  const fitted = await train();
  const [bread = [], oven = [], wheel = []] = await fitted.embed(
    ['bread dough flour rye', 'flour oven starter crust', 'wheel spoke chain brake'].map((text) => ({ text, language: 'en' })),
  );
  const cosine = (left: ArrayLike<number>, right: ArrayLike<number>) =>
    Array.from(left).reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
  expect(cosine(bread, oven)).toBeGreaterThan(cosine(bread, wheel) + 0.2);
});

test('the same corpus gives the same vectors, of length one, or zeros where no word is known', async () => {
  const [first, second] = [await train(), await train()];
  const asked = [...texts.slice(0, 3), { text: 'zzz', language: 'en' }];
  const vectors = await first.embed(asked);
  expect(vectors).toEqual(await second.embed(asked));
  const lengths = vectors.map((vector) => Math.hypot(...vector));
  expect(lengths[0]).toBeCloseTo(1, 5);
  expect(lengths[3]).toBe(0);
});

test('an empty corpus is no error', async () => {
  const fitted = await createBuiltinEmbedder().fit(async function* () {}, {});
  expect(await fitted.embed([{ text: 'bread', language: 'en' }])).toEqual([new Float32Array(fitted.dimensions)]);
});
