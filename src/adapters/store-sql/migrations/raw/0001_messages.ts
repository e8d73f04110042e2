import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const messages: Migration = {
  name: '0001_messages',
  summary: 'messages with every observed version, and the inputs that were stored whole',

  async up(database, types) {
    await database.schema
      .createTable('channels')
      .addColumn('channel_id', types.key, (column) => column.primaryKey())
      .addColumn('last_sequence', types.bigint, (column) => column.notNull())
      .execute();

    await database.schema
      .createTable('messages')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('space', types.integer, (column) => column.notNull())
      .addColumn('message_id', types.bigint, (column) => column.notNull())
      .addColumn('sequence', types.bigint, (column) => column.notNull())
      .addColumn('is_service', types.boolean, (column) => column.notNull())
      .addColumn('date', types.instant, (column) => column.notNull())
      .addColumn('parent_id', types.bigint)
      .addColumn('thread_id', types.bigint, (column) => column.notNull())
      .addColumn('forum_topic_id', types.bigint)
      .addColumn('forum_topic_title', types.text)
      .addColumn('album_id', types.bigint)
      .addColumn('album_key', types.key)
      .addColumn('has_text', types.boolean, (column) => column.notNull())
      .addColumn('author_id', types.key)
      .addColumn('current_version', types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('messages_primary', ['channel_id', 'space', 'message_id'])
      .execute();
    // Holds all that `changedBlocks` asks for, so the table itself is not read.
    await database.schema
      .createIndex('messages_by_sequence')
      .on('messages')
      .columns(['channel_id', 'sequence', 'space', 'message_id'])
      .execute();
    // Only answers: most messages of a channel open their own thread and are found by their id.
    await database.schema
      .createIndex('messages_by_thread')
      .on('messages')
      .columns(['channel_id', 'space', 'thread_id'])
      .where(sql.ref('thread_id'), '<>', sql.ref('message_id'))
      .execute();

    await database.schema
      .createTable('message_versions')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('space', types.integer, (column) => column.notNull())
      .addColumn('message_id', types.bigint, (column) => column.notNull())
      .addColumn('version', types.integer, (column) => column.notNull())
      .addColumn('digest', types.key, (column) => column.notNull())
      .addColumn('edited_at', types.instant)
      .addColumn('seen_at', types.instant, (column) => column.notNull())
      .addColumn('changed_fields', types.json)
      .addColumn('record', types.json, (column) => column.notNull())
      .addColumn('raw_payload', types.json)
      .addPrimaryKeyConstraint('message_versions_primary', ['channel_id', 'space', 'message_id', 'version'])
      .execute();
    await database.schema
      .createIndex('message_versions_changed')
      .on('message_versions')
      .columns(['channel_id', 'space', 'message_id'])
      .where(sql.ref('version'), '>', 0)
      .execute();

    await database.schema
      .createTable('imports')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('fingerprint', types.key, (column) => column.notNull())
      .addColumn('counts', types.json, (column) => column.notNull())
      .addColumn('imported_at', types.instant, (column) => column.notNull())
      .addPrimaryKeyConstraint('imports_primary', ['channel_id', 'fingerprint'])
      .execute();
  },

  async down(database) {
    await database.schema.dropTable('imports').execute();
    await database.schema.dropTable('message_versions').execute();
    await database.schema.dropTable('messages').execute();
    await database.schema.dropTable('channels').execute();
  },
};
