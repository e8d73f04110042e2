import type { Migration } from '../migration.ts';

export const modelCalls: Migration = {
  name: '0006_model_calls',
  summary: 'calls to models with their bill, and the answers that were paid for',

  async up(database, types) {
    await database.schema
      .createTable('model_calls')
      .addColumn('call_id', types.key, (column) => column.primaryKey())
      .addColumn('run_id', types.key, (column) => column.notNull())
      .addColumn('step', types.key, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('provider', types.key, (column) => column.notNull())
      .addColumn('model', types.text, (column) => column.notNull())
      .addColumn('task', types.key, (column) => column.notNull())
      .addColumn('prompt_id', types.key, (column) => column.notNull())
      .addColumn('via', types.key, (column) => column.notNull())
      .addColumn('items', types.integer, (column) => column.notNull())
      .addColumn('started_at', types.instant, (column) => column.notNull())
      .addColumn('outcome', types.key)
      .addColumn('reserved_nanodollars', types.bigint, (column) => column.notNull())
      .addColumn('cost_nanodollars', types.bigint)
      .addColumn('input_tokens', types.bigint)
      .addColumn('cached_input_tokens', types.bigint)
      .addColumn('cache_write_tokens', types.bigint)
      .addColumn('output_tokens', types.bigint)
      .addColumn('reasoning_tokens', types.bigint)
      .addColumn('duration_ms', types.bigint)
      .execute();
    await database.schema.createIndex('model_calls_by_run').on('model_calls').columns(['run_id']).execute();
    await database.schema
      .createIndex('model_calls_by_channel')
      .on('model_calls')
      .columns(['channel_id', 'started_at'])
      .execute();
    await database.schema.createIndex('model_calls_by_time').on('model_calls').columns(['started_at']).execute();

    await database.schema
      .createTable('model_spending')
      .addColumn('scope', types.key, (column) => column.primaryKey())
      .addColumn('spent_nanodollars', types.bigint, (column) => column.notNull())
      .addColumn('reserved_nanodollars', types.bigint, (column) => column.notNull())
      .execute();

    await database.schema
      .createTable('model_answers')
      .addColumn('answer_key', types.key, (column) => column.primaryKey())
      .addColumn('answer', types.json, (column) => column.notNull())
      .execute();
  },

  async down(database) {
    for (const table of ['model_answers', 'model_spending', 'model_calls']) {
      await database.schema.dropTable(table).execute();
    }
  },
};
