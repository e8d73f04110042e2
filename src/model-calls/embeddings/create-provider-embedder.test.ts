import { expect, it } from 'vitest';
import { rowsOf, textsToEmbed } from '../../../test/support/texts-to-embed.ts';
import { scriptedSource } from './__fixtures__/scripted-source.ts';
import { createProviderEmbedder } from './create-provider-embedder.ts';

async function embedTexts(source: ReturnType<typeof scriptedSource>, texts: string[], textTokens = 100) {
  return rowsOf(await createProviderEmbedder(source, textTokens).embed(textsToEmbed(texts), {}));
}

it('learns from a first text how many dimensions there are', async () => {
  const source = scriptedSource({ dimensionsOf: () => 7 });
  const embedder = createProviderEmbedder(source, 100);
  expect(embedder.id).toBe('acme:vectors');
  expect((await embedder.embed(textsToEmbed(['a']), {})).dimensions).toBe(7);
  expect(source.asked).toEqual([['text'], ['a']]);
});

it('asks nobody about nothing', async () => {
  const source = scriptedSource();
  expect(await embedTexts(source, [])).toEqual([]);
  expect(source.asked).toEqual([]);
});

it('gives one vector a text in their order, asks about equal ones once and about empty ones never', async () => {
  const source = scriptedSource();
  const vectors = await embedTexts(source, ['bb', ' ', 'a', ' bb\n', '']);
  expect(vectors.map(([value]) => value)).toEqual([2, 0, 1, 2, 0]);
  expect(source.asked.slice(1)).toEqual([['bb', 'a']]);
});

it('cuts what is longer than the model takes', async () => {
  const source = scriptedSource();
  await embedTexts(source, ['слово '.repeat(1_000)], 10);
  expect(source.asked.at(-1)).toEqual(['слово слово слово слово']);
});

it('takes no vector of another model', async () => {
  const source = scriptedSource({ dimensionsOf: (text) => (text === 'new' ? 3 : 2) });
  await expect(embedTexts(source, ['old', 'new'])).rejects.toMatchObject({ code: 'setting_invalid' });
});
