import type { Migration } from '../migration.ts';

export const schedules: Migration = {
  name: '0004_schedules',
  summary: 'jobs that are asked for again and again',

  async up(database, types) {
    await database.schema
      .createTable('schedules')
      .addColumn('schedule_id', types.key, (column) => column.primaryKey())
      .addColumn('kind', types.key, (column) => column.notNull())
      .addColumn('source_id', types.key)
      .addColumn('owner_id', types.key)
      .addColumn('cron', types.text, (column) => column.notNull())
      .addColumn('zone', types.text, (column) => column.notNull())
      .addColumn('request', types.json, (column) => column.notNull())
      .addColumn('is_enabled', types.boolean, (column) => column.notNull())
      .addColumn('created_at', types.instant, (column) => column.notNull())
      .addColumn('next_fire_at', types.instant)
      .addColumn('last_fired_at', types.instant)
      .addColumn('last_job_id', types.key)
      .addColumn('last_skip', types.key)
      .execute();
    await database.schema.createIndex('schedules_by_time').on('schedules').column('next_fire_at').execute();
  },

  async down(database) {
    await database.schema.dropTable('schedules').execute();
  },
};
