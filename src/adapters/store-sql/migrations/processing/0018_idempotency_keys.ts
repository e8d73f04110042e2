import type { Migration } from '../migration.ts';

export const idempotencyKeys: Migration = {
  name: '0018_idempotency_keys',
  summary: 'requests to the API that are carried out once, with their answers',

  async up(database, types) {
    await database.schema
      .createTable('idempotency_keys')
      .addColumn('user_id', types.key, (column) => column.notNull())
      .addColumn('idempotency_key', types.key, (column) => column.notNull())
      .addColumn('request_hash', types.key, (column) => column.notNull())
      .addColumn('token', types.key, (column) => column.notNull())
      .addColumn('claimed_at', types.bigint, (column) => column.notNull())
      .addColumn('lease_until', types.bigint, (column) => column.notNull())
      .addColumn('status', types.integer)
      .addColumn('body', types.text)
      .addPrimaryKeyConstraint('idempotency_keys_pk', ['user_id', 'idempotency_key'])
      .execute();
    await database.schema.createIndex('idempotency_keys_by_claim').on('idempotency_keys').column('claimed_at').execute();
  },

  async down(database) {
    await database.schema.dropTable('idempotency_keys').execute();
  },
};
