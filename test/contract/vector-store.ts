import { describe, expect, it } from 'vitest';
import type { VectorStore } from '../../src/ports/vector-store.ts';

const model = 'openai:text-embedding-3-small';
const one = new Float32Array([0.6, -0.8, 1.401298464324817e-45]);
const other = new Float32Array([-1, 0, 3.4028234663852886e38]);

/** What every VectorStore must do. */
export function testVectorStore(name: string, open: () => Promise<VectorStore>): void {
  describe(`${name} keeps vectors`, () => {
    it('gives those back that are known, bit by bit, and says nothing of others', async () => {
      const store = await open();
      await store.save(
        model,
        'a',
        new Map([
          ['first', one],
          ['second', other],
        ]),
      );
      const found = await store.find(model, ['second', 'third', 'first']);
      expect(found).toEqual(
        new Map([
          ['first', one],
          ['second', other],
        ]),
      );
      expect(await store.find(model, [])).toEqual(new Map());
    });

    it('of each model for itself', async () => {
      const store = await open();
      await store.save(model, 'a', new Map([['key', one]]));
      await store.save('ollama:nomic-embed-text', 'a', new Map([['key', other]]));
      expect((await store.find(model, ['key'])).get('key')).toEqual(one);
      expect((await store.find('ollama:nomic-embed-text', ['key'])).get('key')).toEqual(other);
      expect(await store.find('gemini:gemini-embedding-001', ['key'])).toEqual(new Map());
    });

    it('puts a vector in the place of an earlier one, which stays with its channel', async () => {
      const store = await open();
      await store.save(model, 'a', new Map([['key', one]]));
      await store.save(model, 'b', new Map([['key', other]]));
      expect((await store.find(model, ['key'])).get('key')).toEqual(other);
      await store.removeChannel('b');
      expect((await store.find(model, ['key'])).get('key')).toEqual(other);
    });

    it('takes and finds thousands at once', async () => {
      const store = await open();
      const keys = Array.from({ length: 3_000 }, (_, index) => `key ${index}`);
      const long = new Float32Array(256).fill(0.0625);
      await store.save(model, 'a', new Map(keys.map((key, index) => [key, long.map((value) => value + index)])));
      const found = await store.find(model, [...keys, 'unknown']);
      expect(found.size).toBe(keys.length);
      expect(found.get('key 2999')?.[255]).toBe(2_999.0625);
    });

    it('forgets those of a channel that is removed, and no others', async () => {
      const store = await open();
      await store.save(model, 'a', new Map([['first', one]]));
      await store.save(model, 'b', new Map([['second', other]]));
      await store.removeChannel('a');
      expect(await store.find(model, ['first', 'second'])).toEqual(new Map([['second', other]]));
    });
  });
}
