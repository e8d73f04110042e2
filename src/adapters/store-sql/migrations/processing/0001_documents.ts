import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const documents: Migration = {
  name: '0001_documents',
  summary: 'what became of each message: documents, duplicates, failures',

  async up(database, types) {
    await database.schema
      .createTable('processing_progress')
      .addColumn('channel_id', types.key, (column) => column.primaryKey())
      .addColumn('settled_sequence', types.bigint, (column) => column.notNull())
      .addColumn('revision', types.bigint, (column) => column.notNull())
      .addColumn('duplicates_settled', types.boolean, (column) => column.notNull())
      .execute();

    await database.schema
      .createTable('message_states')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('space', types.integer, (column) => column.notNull())
      .addColumn('message_id', types.bigint, (column) => column.notNull())
      .addColumn('state', types.key, (column) => column.notNull())
      .addColumn('skip_reason', types.key)
      .addColumn('fingerprint', types.key, (column) => column.notNull())
      .addPrimaryKeyConstraint('message_states_primary', ['channel_id', 'space', 'message_id'])
      .execute();

    await database.schema
      .createTable('documents')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('space', types.integer, (column) => column.notNull())
      .addColumn('message_id', types.bigint, (column) => column.notNull())
      .addColumn('source_ref', types.key, (column) => column.notNull())
      .addColumn('date', types.instant, (column) => column.notNull())
      .addColumn('language', types.key, (column) => column.notNull())
      .addColumn('is_noise', types.boolean, (column) => column.notNull())
      .addColumn('duplicate_of', types.key)
      .addColumn('record', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('documents_primary', ['channel_id', 'space', 'message_id'])
      .execute();
    // Holds all that the ledger and the counts ask for, so the wide table itself is not read.
    await database.schema
      .createIndex('documents_by_ref')
      .on('documents')
      .columns(['channel_id', 'source_ref', 'is_noise', 'duplicate_of', 'language'])
      .execute();
    await database.schema
      .createIndex('documents_that_repeat')
      .on('documents')
      .columns(['channel_id', 'source_ref', 'duplicate_of'])
      .where(sql.ref('duplicate_of'), 'is not', null)
      .execute();

    await database.schema
      .createTable('document_sketches')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('sketch_key', types.key, (column) => column.notNull())
      .addColumn('space', types.integer, (column) => column.notNull())
      .addColumn('message_id', types.bigint, (column) => column.notNull())
      .addPrimaryKeyConstraint('document_sketches_primary', ['channel_id', 'sketch_key', 'space', 'message_id'])
      .execute();
    await database.schema
      .createIndex('document_sketches_by_message')
      .on('document_sketches')
      .columns(['channel_id', 'space', 'message_id'])
      .execute();

    await database.schema
      .createTable('failures')
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('space', types.integer, (column) => column.notNull())
      .addColumn('message_id', types.bigint, (column) => column.notNull())
      .addColumn('source_ref', types.key, (column) => column.notNull())
      .addColumn('step', types.key, (column) => column.notNull())
      .addColumn('failure_class', types.key, (column) => column.notNull())
      .addColumn('message', types.text, (column) => column.notNull())
      .addColumn('attempts', types.integer, (column) => column.notNull())
      .addColumn('failed_at', types.instant, (column) => column.notNull())
      .addPrimaryKeyConstraint('failures_primary', ['channel_id', 'space', 'message_id'])
      .execute();
  },

  async down(database) {
    for (const table of ['failures', 'document_sketches', 'documents', 'message_states', 'processing_progress']) {
      await database.schema.dropTable(table).execute();
    }
  },
};
