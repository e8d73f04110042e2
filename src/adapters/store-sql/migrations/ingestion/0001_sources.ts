import type { Migration } from '../migration.ts';

export const sources: Migration = {
  name: '0001_sources',
  summary: 'registered sources with their cursors, the history of their names, and ingest attempts',

  async up(database, types) {
    await database.schema
      .createTable('sources')
      .addColumn('source_id', types.key, (column) => column.primaryKey())
      .addColumn('channel_id', types.key, (column) => column.unique())
      .addColumn('username', types.text)
      .addColumn('username_key', types.key)
      .addColumn('title', types.text)
      .addColumn('kind', types.text, (column) => column.notNull())
      .addColumn('via', types.text, (column) => column.notNull())
      .addColumn('status', types.text, (column) => column.notNull())
      .addColumn('include_comments', types.boolean, (column) => column.notNull())
      .addColumn('batch_size', types.integer, (column) => column.notNull())
      .addColumn('history_from', types.instant)
      .addColumn('history_to', types.instant)
      .addColumn('poll_interval', types.integer)
      .addColumn('export_path', types.text)
      .addColumn('export_chat', types.text)
      .addColumn('export_timezone', types.text)
      .addColumn('head_message_id', types.bigint)
      .addColumn('created_at', types.instant, (column) => column.notNull())
      .addColumn('updated_at', types.instant, (column) => column.notNull())
      .execute();
    await database.schema.createIndex('sources_by_username').on('sources').column('username_key').execute();

    await database.schema
      .createTable('source_names')
      .addColumn('source_id', types.key, (column) => column.notNull().references('sources.source_id').onDelete('cascade'))
      .addColumn('attribute', types.key, (column) => column.notNull())
      .addColumn('position', types.integer, (column) => column.notNull())
      .addColumn('value', types.text, (column) => column.notNull())
      .addColumn('first_seen_at', types.instant, (column) => column.notNull())
      .addPrimaryKeyConstraint('source_names_primary', ['source_id', 'attribute', 'position'])
      .execute();

    await database.schema
      .createTable('ingest_attempts')
      .addColumn('source_id', types.key, (column) => column.notNull().references('sources.source_id').onDelete('cascade'))
      .addColumn('position', types.integer, (column) => column.notNull())
      .addColumn('started_at', types.instant, (column) => column.notNull())
      .addColumn('finished_at', types.instant, (column) => column.notNull())
      .addColumn('outcome', types.text, (column) => column.notNull())
      .addColumn('error_code', types.text)
      .addColumn('messages_added', types.bigint, (column) => column.notNull())
      .addPrimaryKeyConstraint('ingest_attempts_primary', ['source_id', 'position'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('ingest_attempts').execute();
    await database.schema.dropTable('source_names').execute();
    await database.schema.dropTable('sources').execute();
  },
};
