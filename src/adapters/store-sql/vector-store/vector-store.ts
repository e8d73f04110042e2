import type { Kysely } from 'kysely';
import type { VectorStore } from '../../../ports/vector-store.ts';
import { insertRows } from '../insert-rows.ts';
import { listQuery } from '../list-query.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { fromVectorBytes, toVectorBytes } from './vector-bytes.ts';

export function createVectorStore(database: SqlDatabase<ProcessingSchema>): VectorStore {
  const findVectors = listQuery((reader: Kysely<ProcessingSchema>, [modelId]: readonly [string], keys: string[]) =>
    reader.selectFrom('vectors').select(['text_key', 'vector']).where('model_id', '=', modelId).where('text_key', 'in', keys),
  );
  const saveVectors = insertRows<ProcessingSchema, 'vectors'>(
    'vectors',
    ['model_id', 'text_key', 'channel_id', 'vector'],
    (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['model_id', 'text_key']).doUpdateSet((set) => ({ vector: set.ref('excluded.vector') })),
      ),
  );

  return {
    find: (modelId, keys) =>
      database.read(async (reader) => {
        const rows = await findVectors(reader, [modelId], keys);
        return new Map(rows.map(({ text_key, vector }) => [text_key, fromVectorBytes(vector)]));
      }),

    async save(modelId, channelId, vectors) {
      if (vectors.size === 0) {
        return;
      }
      const rows = Array.from(vectors, ([key, vector]) => ({
        ...{ model_id: modelId, text_key: key, channel_id: channelId },
        vector: toVectorBytes(vector),
      }));
      await database.write((transaction) => saveVectors(transaction, rows));
    },

    removeChannel: (channelId) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('vectors').where('channel_id', '=', channelId).execute();
      }),
  };
}
