import type { Migration } from '../migration.ts';

export const requestCounts: Migration = {
  name: '0017_request_counts',
  summary: 'requests to the API by key and address, for limits that its instances share',

  async up(database, types) {
    await database.schema
      .createTable('request_counts')
      .addColumn('count_key', types.key, (column) => column.primaryKey())
      .addColumn('window_start', types.bigint, (column) => column.notNull())
      .addColumn('requests', types.bigint, (column) => column.notNull())
      .execute();
    await database.schema.createIndex('request_counts_by_window').on('request_counts').column('window_start').execute();
  },

  async down(database) {
    await database.schema.dropTable('request_counts').execute();
  },
};
