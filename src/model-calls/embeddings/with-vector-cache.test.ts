import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { scriptedSource } from './__fixtures__/scripted-source.ts';
import type { VectorSource } from './vector-source.ts';
import { withVectorCache } from './with-vector-cache.ts';

const texts = ['a', 'bb', 'ccc', 'dddd', 'eeeee'];

it('what is known is not asked for again, by nobody', async () => {
  const { vectorStore } = await openTemporaryDatabases();
  const first = scriptedSource();
  const vectors = await all(withVectorCache(first, { vectorStore, channelId: '1' }), texts.slice(0, 3));
  expect(first.asked).toEqual([['a', 'bb'], ['ccc']]);
  const later = scriptedSource();
  const more = await all(withVectorCache(later, { vectorStore, channelId: '2' }), texts);
  expect(later.asked).toEqual([['dddd', 'eeeee']]);
  expect([...more.keys()].sort()).toEqual(texts);
  expect(more.get('ccc')).toEqual(vectors.get('ccc'));
});

it('what came before a failure is kept', async () => {
  const { vectorStore } = await openTemporaryDatabases();
  const failing = scriptedSource({ failsAt: 3 });
  await expect(all(withVectorCache(failing, { vectorStore, channelId: '1' }), texts)).rejects.toThrow('the line is cut');
  const later = scriptedSource();
  await all(withVectorCache(later, { vectorStore, channelId: '1' }), texts);
  expect(later.asked).toEqual([['eeeee']]);
});

it('each part is kept before the next one is asked for', async () => {
  const { vectorStore } = await openTemporaryDatabases();
  const parts = withVectorCache(scriptedSource(), { vectorStore, channelId: '1' }).vectors(texts, {});
  for await (const part of parts) {
    expect(part.size).toBe(2);
    break;
  }
  const later = scriptedSource();
  await all(withVectorCache(later, { vectorStore, channelId: '1' }), texts);
  expect(later.asked.flat()).toEqual(['ccc', 'dddd', 'eeeee']);
});

async function all(source: VectorSource, of: readonly string[]): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for await (const part of source.vectors(of, {})) {
    for (const [text, vector] of part) {
      vectors.set(text, vector);
    }
  }
  return vectors;
}
