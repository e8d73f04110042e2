import type { Migration } from '../migration.ts';

export const foundedDocuments: Migration = {
  name: '0011_founded_documents',
  summary: 'how many documents there were when the topics of a catalogue were founded',

  async up(database, types) {
    await database.schema
      .alterTable('catalogues')
      .addColumn('founded_documents', types.bigint, (column) => column.notNull().defaultTo(0))
      .execute();
  },

  async down(database) {
    await database.schema.alterTable('catalogues').dropColumn('founded_documents').execute();
  },
};
