import type { Migration } from '../migration.ts';

export const modelBatchRuns: Migration = {
  name: '0009_model_batch_runs',
  summary: 'the run on whose bill a batch is',

  async up(database, types) {
    await database.schema
      .alterTable('model_batches')
      .addColumn('run_id', types.key, (column) => column.notNull().defaultTo(''))
      .execute();
  },

  async down(database) {
    await database.schema.alterTable('model_batches').dropColumn('run_id').execute();
  },
};
