import type { Migration } from '../migration.ts';

export const modelBatches: Migration = {
  name: '0007_model_batches',
  summary: 'questions that were handed to a provider together',

  async up(database, types) {
    await database.schema
      .createTable('model_batches')
      .addColumn('batch_key', types.key, (column) => column.primaryKey())
      .addColumn('batch_id', types.text)
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('provider', types.key, (column) => column.notNull())
      .addColumn('model', types.text, (column) => column.notNull())
      .addColumn('task', types.key, (column) => column.notNull())
      .addColumn('prompt_id', types.key, (column) => column.notNull())
      .addColumn('submitted_at', types.instant, (column) => column.notNull())
      .addColumn('state', types.key, (column) => column.notNull())
      .addColumn('requests', types.integer, (column) => column.notNull())
      .execute();
    await database.schema
      .createIndex('model_batches_by_channel')
      .on('model_batches')
      .columns(['channel_id', 'state'])
      .execute();

    await database.schema
      .createTable('model_batch_requests')
      .addColumn('batch_key', types.key, (column) => column.notNull())
      .addColumn('request_id', types.key, (column) => column.notNull())
      .addColumn('items', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('model_batch_requests_primary', ['batch_key', 'request_id'])
      .execute();
  },

  async down(database) {
    for (const table of ['model_batch_requests', 'model_batches']) {
      await database.schema.dropTable(table).execute();
    }
  },
};
