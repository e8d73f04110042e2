import type { Migration } from '../migration.ts';

export const runs: Migration = {
  name: '0003_runs',
  summary: 'executions of steps with their reports',

  async up(database, types) {
    await database.schema
      .createTable('runs')
      .addColumn('run_id', types.key, (column) => column.primaryKey())
      .addColumn('run_number', types.bigint, (column) => column.notNull().unique())
      .addColumn('step', types.key, (column) => column.notNull())
      .addColumn('channel_id', types.key)
      .addColumn('started_at', types.instant, (column) => column.notNull())
      .addColumn('finished_at', types.instant)
      .addColumn('outcome', types.key, (column) => column.notNull())
      .addColumn('report', types.json)
      .addColumn('pid', types.bigint, (column) => column.notNull())
      .addColumn('host', types.text, (column) => column.notNull())
      .execute();
    await database.schema.createIndex('runs_by_channel').on('runs').columns(['channel_id', 'run_number']).execute();
    await database.schema.createIndex('runs_by_outcome').on('runs').columns(['outcome', 'channel_id']).execute();
  },

  async down(database) {
    await database.schema.dropTable('runs').execute();
  },
};
