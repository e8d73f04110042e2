import type { Migration } from '../migration.ts';

export const stepLocks: Migration = {
  name: '0004_step_locks',
  summary: 'who executes a step of a channel',

  async up(database, types) {
    await database.schema
      .createTable('step_locks')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('step', types.key, (column) => column.notNull())
      .addColumn('token', types.bigint, (column) => column.notNull())
      .addColumn('pid', types.bigint)
      .addColumn('host', types.text)
      .addColumn('pid_namespace', types.text)
      .addColumn('process_start', types.text)
      .addColumn('acquired_at', types.instant)
      .addColumn('heartbeat_at', types.instant)
      .addPrimaryKeyConstraint('step_locks_primary', ['channel_id', 'step'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('step_locks').execute();
  },
};
