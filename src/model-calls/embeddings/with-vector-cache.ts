import { sha256 } from '../../lib/sha256.ts';
import type { VectorStore } from '../../ports/vector-store.ts';
import type { VectorSource } from './vector-source.ts';

export interface VectorCacheDependencies {
  vectorStore: Pick<VectorStore, 'find' | 'save'>;
  /** Whose texts they are. */
  channelId: string;
}

/**
 * Asks only for vectors that are not known, and keeps each part of them before the next one is asked for: nothing is paid twice,
 * whenever a run is killed.
 */
export function withVectorCache(source: VectorSource, { vectorStore, channelId }: VectorCacheDependencies): VectorSource {
  return {
    id: source.id,
    async *vectors(texts, options) {
      const keys = new Map(texts.map((text) => [text, sha256(text)]));
      const stored = await vectorStore.find(source.id, [...keys.values()]);
      const known = new Map<string, Float32Array>();
      for (const [text, key] of keys) {
        const vector = stored.get(key);
        if (vector !== undefined) {
          known.set(text, vector);
        }
      }
      if (known.size > 0) {
        yield known;
      }
      const unknown = texts.filter((text) => !known.has(text));
      for await (const part of source.vectors(unknown, options)) {
        await vectorStore.save(source.id, channelId, new Map(Array.from(part, ([text, vector]) => [sha256(text), vector])));
        yield part;
      }
    },
  };
}
