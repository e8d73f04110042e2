import type { Migration } from '../migration.ts';

export const learntCatalogues: Migration = {
  name: '0014_learnt_catalogues',
  summary: 'what the reading of all documents of a catalogue taught',

  async up(database, types) {
    await database.schema
      .createTable('learnt_catalogues')
      .addColumn('channel_id', types.key, (column) => column.primaryKey())
      .addColumn('learnt', types.bytes, (column) => column.notNull())
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('learnt_catalogues').execute();
  },
};
