import type { ChannelSet, ChannelSetStore } from '../../../ports/channel-set-store.ts';
import type { ChannelSetsTable, ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

export function createChannelSetStore(database: SqlDatabase<ProcessingSchema>): ChannelSetStore {
  const list = () =>
    database.read(async (reader) =>
      toSets(await reader.selectFrom('channel_sets').selectAll().orderBy('set_name').orderBy('channel_id').execute()),
    );
  return {
    list,

    get: (name) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('channel_sets')
          .selectAll()
          .where('set_name', '=', name)
          .orderBy('channel_id')
          .execute();
        return toSets(rows)[0] ?? null;
      }),

    // There are never many sets: they are named by people.
    listWith: async (channelId) => (await list()).filter(({ channelIds }) => channelIds.includes(channelId)),

    save: ({ name, channelIds }) =>
      database.write(async (transaction) => {
        await database.lock(transaction, `channel-set:${name}`);
        await transaction.deleteFrom('channel_sets').where('set_name', '=', name).execute();
        const rows = [...new Set(channelIds)].map((channelId) => ({ set_name: name, channel_id: channelId }));
        await transaction.insertInto('channel_sets').values(rows).execute();
      }),

    remove: (name) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('channel_sets').where('set_name', '=', name).execute();
      }),
  };
}

/** @param rows by name and channel */
function toSets(rows: readonly ChannelSetsTable[]): ChannelSet[] {
  const sets: ChannelSet[] = [];
  for (const { set_name, channel_id } of rows) {
    const last = sets.at(-1);
    if (last?.name === set_name) {
      last.channelIds.push(channel_id);
    } else {
      sets.push({ name: set_name, channelIds: [channel_id] });
    }
  }
  return sets;
}
