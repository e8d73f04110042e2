import type { Transaction } from 'kysely';
import type { RawSchema } from '../schema/raw-schema.ts';

/** Hands out the numbers of one channel inside one transaction. */
export interface ChannelSequence {
  next(): number;
  /** Stores how far it came. */
  save(): Promise<void>;
}

/** Locks the channel's row until the transaction ends: no other transaction can hand out the same numbers. */
export async function lockChannelSequence(transaction: Transaction<RawSchema>, channelId: string): Promise<ChannelSequence> {
  await transaction
    .insertInto('channels')
    .values({ channel_id: channelId, last_sequence: 0 })
    .onConflict((conflict) =>
      conflict.column('channel_id').doUpdateSet((row) => ({ last_sequence: row.ref('channels.last_sequence') })),
    )
    .execute();
  const { last_sequence: first } = await transaction
    .selectFrom('channels')
    .select('last_sequence')
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow();
  let last = first;
  return {
    next() {
      last += 1;
      return last;
    },
    async save() {
      if (last > first) {
        await transaction.updateTable('channels').set({ last_sequence: last }).where('channel_id', '=', channelId).execute();
      }
    },
  };
}
