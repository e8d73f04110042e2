import type { Migration } from '../migration.ts';

export const modelLimits: Migration = {
  name: '0008_model_limits',
  summary: 'what processes share of the limits of a provider',

  async up(database, types) {
    await database.schema
      .createTable('model_limits')
      .addColumn('limit_key', types.key, (column) => column.primaryKey())
      .addColumn('requests_per_minute', types.number)
      .addColumn('tokens_per_minute', types.number)
      .addColumn('requests_until', types.number, (column) => column.notNull())
      .addColumn('tokens_until', types.number, (column) => column.notNull())
      .addColumn('blocked_until', types.number, (column) => column.notNull())
      .addColumn('blocked_by', types.key)
      .addColumn('updated_at', types.number, (column) => column.notNull())
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('model_limits').execute();
  },
};
