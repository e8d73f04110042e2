import type { Migration } from '../migration.ts';

export const users: Migration = {
  name: '0003_users',
  summary: 'users of the HTTP API, their keys, and who owns which source',

  async up(database, types) {
    await database.schema
      .createTable('users')
      .addColumn('user_id', types.key, (column) => column.primaryKey())
      .addColumn('name', types.text, (column) => column.notNull())
      .addColumn('name_key', types.key, (column) => column.notNull().unique())
      .addColumn('role', types.text, (column) => column.notNull())
      .addColumn('created_at', types.instant, (column) => column.notNull())
      .addColumn('disabled_at', types.instant)
      .execute();

    await database.schema
      .createTable('api_keys')
      .addColumn('key_id', types.key, (column) => column.primaryKey())
      .addColumn('user_id', types.key, (column) => column.notNull().references('users.user_id').onDelete('cascade'))
      .addColumn('label', types.text, (column) => column.notNull())
      .addColumn('scopes', types.json, (column) => column.notNull())
      .addColumn('secret_hash', types.key, (column) => column.notNull())
      .addColumn('created_at', types.instant, (column) => column.notNull())
      .addColumn('expires_at', types.instant)
      .addColumn('revoked_at', types.instant)
      .addColumn('last_used_at', types.instant)
      .execute();
    await database.schema.createIndex('api_keys_by_user').on('api_keys').column('user_id').execute();

    await database.schema
      .alterTable('sources')
      .addColumn('owner_id', types.key, (column) => column.references('users.user_id'))
      .execute();
  },

  async down(database) {
    await database.schema.alterTable('sources').dropColumn('owner_id').execute();
    await database.schema.dropTable('api_keys').execute();
    await database.schema.dropTable('users').execute();
  },
};
