import type { Migration } from '../migration.ts';

export const topics: Migration = {
  name: '0002_topics',
  summary: 'topics with their bundles and versions, and the documents outside of them',

  async up(database, types) {
    await database.schema
      .createTable('catalogues')
      .addColumn('channel_id', types.key, (column) => column.primaryKey())
      .addColumn('documents_revision', types.bigint, (column) => column.notNull())
      .addColumn('raw_sequence', types.bigint, (column) => column.notNull())
      .addColumn('parameters_hash', types.key, (column) => column.notNull())
      .addColumn('run_id', types.key, (column) => column.notNull())
      .execute();

    await database.schema
      .createTable('topics')
      .addColumn('topic_id', types.key, (column) => column.primaryKey())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('status', types.key, (column) => column.notNull())
      .addColumn('card', types.json, (column) => column.notNull())
      .addColumn('bundle', types.json)
      .execute();
    await database.schema.createIndex('topics_by_channel').on('topics').columns(['channel_id', 'topic_id']).execute();

    await database.schema
      .createTable('topic_items')
      .addColumn('topic_id', types.key, (column) => column.notNull().references('topics.topic_id').onDelete('cascade'))
      .addColumn('position', types.integer, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('source_ref', types.key, (column) => column.notNull())
      .addColumn('item', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('topic_items_primary', ['topic_id', 'position'])
      .execute();
    await database.schema
      .createIndex('topic_items_by_ref')
      .on('topic_items')
      .columns(['channel_id', 'source_ref', 'topic_id'])
      .execute();

    await database.schema
      .createTable('outside_documents')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('source_ref', types.key, (column) => column.notNull())
      .addColumn('nearest_topic_id', types.key)
      .addColumn('score', types.number)
      .addColumn('reason', types.key, (column) => column.notNull())
      .addPrimaryKeyConstraint('outside_documents_primary', ['channel_id', 'source_ref'])
      .execute();

    await database.schema
      .createTable('topic_versions')
      .addColumn('topic_id', types.key, (column) => column.notNull())
      .addColumn('version', types.integer, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('recorded_at', types.instant, (column) => column.notNull())
      .addColumn('run_id', types.key, (column) => column.notNull())
      .addColumn('change', types.key, (column) => column.notNull())
      .addColumn('reason', types.text, (column) => column.notNull())
      .addColumn('card', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('topic_versions_primary', ['topic_id', 'version'])
      .execute();
    await database.schema.createIndex('topic_versions_by_channel').on('topic_versions').column('channel_id').execute();
  },

  async down(database) {
    for (const table of ['topic_versions', 'outside_documents', 'topic_items', 'topics', 'catalogues']) {
      await database.schema.dropTable(table).execute();
    }
  },
};
