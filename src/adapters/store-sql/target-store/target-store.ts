import type { TargetTopic } from '../../../domain/target-topic.ts';
import type { TargetStore } from '../../../ports/target-store.ts';
import { decodeJson } from '../decode-column.ts';
import { insertRows } from '../insert-rows.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { writeChannel } from '../write-channel.ts';

export function createTargetStore(database: SqlDatabase<ProcessingSchema>): TargetStore {
  const saveTargets = insertRows<ProcessingSchema, 'target_topics'>(
    'target_topics',
    ['channel_id', 'title', 'target'],
    (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['channel_id', 'title']).doUpdateSet(({ ref }) => ({ target: ref('excluded.target') })),
      ),
  );

  return {
    targets: (channelId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('target_topics')
          .select('target')
          .where('channel_id', '=', channelId)
          .orderBy('title')
          .execute();
        return rows.map((row) => decodeJson<TargetTopic>(row.target));
      }),

    changeTargets: (channelId, { saved, removed }) =>
      writeChannel(database, channelId, async (transaction) => {
        for (const title of removed) {
          await transaction
            .deleteFrom('target_topics')
            .where('channel_id', '=', channelId)
            .where('title', '=', title)
            .execute();
        }
        await saveTargets(
          transaction,
          saved.map((target) => ({ channel_id: channelId, title: target.title, target: JSON.stringify(target) })),
        );
      }),

    removeChannel: (channelId) =>
      writeChannel(database, channelId, async (transaction) => {
        await transaction.deleteFrom('target_topics').where('channel_id', '=', channelId).execute();
      }),
  };
}
