import type { Migration } from '../migration.ts';

export const targetTopics: Migration = {
  name: '0012_target_topics',
  summary: 'topics that a person named in advance',

  async up(database, types) {
    await database.schema
      .createTable('target_topics')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('title', types.key, (column) => column.notNull())
      .addColumn('target', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('target_topics_primary', ['channel_id', 'title'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('target_topics').execute();
  },
};
