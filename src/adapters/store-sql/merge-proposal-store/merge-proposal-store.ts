import type { Selectable } from 'kysely';
import type { MergeProposal } from '../../../domain/merge-proposal.ts';
import type { MergeProposalStore } from '../../../ports/merge-proposal-store.ts';
import { decodeInstant } from '../decode-column.ts';
import { insertRows } from '../insert-rows.ts';
import type { MergeProposalsTable, ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { writeChannel } from '../write-channel.ts';

/** Ids in one statement. */
const mostIds = 500;

export function createMergeProposalStore(database: SqlDatabase<ProcessingSchema>): MergeProposalStore {
  const save = insertRows<ProcessingSchema, 'merge_proposals'>(
    'merge_proposals',
    ['channel_id', 'first_topic_id', 'second_topic_id', 'state', 'reason', 'model_id', 'changed_at'],
    (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['channel_id', 'first_topic_id', 'second_topic_id']).doUpdateSet(({ ref }) => ({
          state: ref('excluded.state'),
          reason: ref('excluded.reason'),
          model_id: ref('excluded.model_id'),
          changed_at: ref('excluded.changed_at'),
        })),
      ),
  );

  return {
    proposals: (channelId) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('merge_proposals')
          .selectAll()
          .where('channel_id', '=', channelId)
          .orderBy('first_topic_id')
          .orderBy('second_topic_id')
          .execute();
        return rows.map(toProposal);
      }),

    saveProposals: (channelId, proposals) =>
      writeChannel(database, channelId, (transaction) =>
        save(
          transaction,
          proposals.map(({ firstId, secondId, state, reason, modelId, at }) => ({
            channel_id: channelId,
            first_topic_id: firstId,
            second_topic_id: secondId,
            state,
            reason,
            model_id: modelId,
            changed_at: at,
          })),
        ),
      ),

    removeAbout: (channelId, topicIds) =>
      writeChannel(database, channelId, async (transaction) => {
        for (let start = 0; start < topicIds.length; start += mostIds) {
          const ids = topicIds.slice(start, start + mostIds);
          await transaction
            .deleteFrom('merge_proposals')
            .where('channel_id', '=', channelId)
            .where((row) => row.or([row('first_topic_id', 'in', ids), row('second_topic_id', 'in', ids)]))
            .execute();
        }
      }),

    removeChannel: (channelId) =>
      writeChannel(database, channelId, async (transaction) => {
        await transaction.deleteFrom('merge_proposals').where('channel_id', '=', channelId).execute();
      }),
  };
}

function toProposal(row: Selectable<MergeProposalsTable>): MergeProposal {
  return {
    firstId: row.first_topic_id,
    secondId: row.second_topic_id,
    state: row.state,
    reason: row.reason,
    modelId: row.model_id,
    at: decodeInstant(row.changed_at),
  };
}
