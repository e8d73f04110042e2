import type { Transaction } from 'kysely';
import type { RawSchema } from '../schema/raw-schema.ts';

/** Hands out the numbers of one channel inside one transaction. */
export interface ChannelSequence {
  next(): number;
  /** Stores how far it came. */
  save(): Promise<void>;
}

/** For a transaction that holds the channel: no other one can hand out the same numbers. */
export async function openChannelSequence(transaction: Transaction<RawSchema>, channelId: string): Promise<ChannelSequence> {
  await transaction
    .insertInto('channels')
    .values({ channel_id: channelId, last_sequence: 0 })
    .onConflict((conflict) => conflict.column('channel_id').doNothing())
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
