import type { Migration } from '../migration.ts';

export const liveCursors: Migration = {
  name: '0002_live_cursors',
  summary:
    'how far a live channel was read down, where its changes go on, discussions under posts, and waits that Telegram asked for',

  async up(database, types) {
    await database.schema.alterTable('sources').addColumn('backfill_message_id', types.bigint).execute();
    await database.schema.alterTable('sources').addColumn('backfilled_to', types.text).execute();
    await database.schema.alterTable('sources').addColumn('change_state', types.text).execute();
    await database.schema.alterTable('sources').addColumn('rate_limited_until', types.instant).execute();
    await database.schema.alterTable('sources').addColumn('status_code', types.text).execute();

    await database.schema
      .createTable('thread_cursors')
      .addColumn('source_id', types.key, (column) => column.notNull().references('sources.source_id').onDelete('cascade'))
      .addColumn('post_id', types.bigint, (column) => column.notNull())
      .addColumn('replies', types.bigint, (column) => column.notNull())
      .addColumn('newest_comment_id', types.bigint)
      .addColumn('problem', types.text)
      .addPrimaryKeyConstraint('thread_cursors_primary', ['source_id', 'post_id'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('thread_cursors').execute();
    for (const column of ['status_code', 'rate_limited_until', 'change_state', 'backfilled_to', 'backfill_message_id']) {
      await database.schema.alterTable('sources').dropColumn(column).execute();
    }
  },
};
