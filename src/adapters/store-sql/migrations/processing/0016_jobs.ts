import type { Migration } from '../migration.ts';

export const jobs: Migration = {
  name: '0016_jobs',
  summary: 'work that was asked for, and the job that a step is executed for',

  async up(database, types) {
    await database.schema
      .createTable('jobs')
      .addColumn('job_id', types.key, (column) => column.primaryKey())
      .addColumn('job_number', types.bigint, (column) => column.notNull())
      .addColumn('kind', types.key, (column) => column.notNull())
      .addColumn('source_id', types.key)
      .addColumn('owner_id', types.key)
      .addColumn('exclusive_key', types.key)
      .addColumn('request', types.json, (column) => column.notNull())
      .addColumn('request_id', types.text)
      .addColumn('rank', types.integer, (column) => column.notNull())
      .addColumn('lane', types.key, (column) => column.notNull())
      .addColumn('turn', types.bigint, (column) => column.notNull())
      .addColumn('state', types.key, (column) => column.notNull())
      .addColumn('outcome', types.key)
      .addColumn('attempts', types.integer, (column) => column.notNull())
      .addColumn('max_attempts', types.integer, (column) => column.notNull())
      .addColumn('token', types.bigint, (column) => column.notNull())
      .addColumn('created_at', types.instant, (column) => column.notNull())
      .addColumn('available_at', types.instant, (column) => column.notNull())
      .addColumn('started_at', types.instant)
      .addColumn('finished_at', types.instant)
      .addColumn('cancel_requested_at', types.instant)
      .addColumn('lease_until', types.instant)
      .addColumn('pid', types.bigint)
      .addColumn('host', types.text)
      .addColumn('pid_namespace', types.text)
      .addColumn('process_start', types.text)
      .addColumn('progress', types.json)
      .addColumn('result', types.json)
      .addColumn('error', types.json)
      .execute();
    await database.schema.createIndex('jobs_by_number').on('jobs').column('job_number').unique().execute();
    await database.schema.createIndex('jobs_in_order').on('jobs').columns(['state', 'rank', 'turn', 'job_number']).execute();
    await database.schema.createIndex('jobs_by_turn').on('jobs').columns(['state', 'turn']).execute();
    await database.schema.createIndex('jobs_by_lane').on('jobs').columns(['lane', 'turn']).execute();
    await database.schema.createIndex('jobs_by_source').on('jobs').columns(['source_id', 'job_number']).execute();
    await database.schema.createIndex('jobs_by_owner').on('jobs').columns(['owner_id', 'job_number']).execute();
    await database.schema.createIndex('jobs_by_end').on('jobs').column('finished_at').execute();
    await database.schema.alterTable('step_locks').addColumn('job_id', types.key).execute();
  },

  async down(database) {
    await database.schema.alterTable('step_locks').dropColumn('job_id').execute();
    await database.schema.dropTable('jobs').execute();
  },
};
