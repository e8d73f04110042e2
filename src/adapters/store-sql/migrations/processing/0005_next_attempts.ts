import type { Migration } from '../migration.ts';

export const nextAttempts: Migration = {
  name: '0005_next_attempts',
  summary: 'when a message that failed is tried again by itself',

  async up(database, types) {
    await database.schema.alterTable('failures').addColumn('next_attempt_at', types.instant).execute();
  },

  async down(database) {
    await database.schema.alterTable('failures').dropColumn('next_attempt_at').execute();
  },
};
