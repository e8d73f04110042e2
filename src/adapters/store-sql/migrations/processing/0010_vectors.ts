import type { Migration } from '../migration.ts';

export const vectors: Migration = {
  name: '0010_vectors',
  summary: 'vectors of texts that were paid for',

  async up(database, types) {
    await database.schema
      .createTable('vectors')
      .addColumn('model_id', types.key, (column) => column.notNull())
      .addColumn('text_key', types.key, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('vector', types.bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('vectors_key', ['model_id', 'text_key'])
      .execute();
    await database.schema.createIndex('vectors_by_channel').on('vectors').column('channel_id').execute();
  },

  async down(database) {
    await database.schema.dropTable('vectors').execute();
  },
};
