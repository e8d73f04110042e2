import type { Migration } from '../migration.ts';

export const channelSets: Migration = {
  name: '0013_channel_sets',
  summary: 'sets of channels that have their topics together',

  async up(database, types) {
    await database.schema
      .createTable('channel_sets')
      .addColumn('set_name', types.key, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addPrimaryKeyConstraint('channel_sets_key', ['set_name', 'channel_id'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('channel_sets').execute();
  },
};
