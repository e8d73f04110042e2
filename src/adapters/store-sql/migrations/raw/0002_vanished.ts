import type { Migration } from '../migration.ts';

export const vanished: Migration = {
  name: '0002_vanished',
  summary: 'since when a message is known to be gone at its source',

  async up(database, types) {
    await database.schema.alterTable('messages').addColumn('vanished_at', types.instant).execute();
  },

  async down(database) {
    await database.schema.alterTable('messages').dropColumn('vanished_at').execute();
  },
};
