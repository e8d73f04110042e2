import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

interface Items {
  topic_id: string;
  position: number;
  channel_id: string;
  source_ref: string;
  item: string;
}

type ItemTables = Record<'topic_items' | 'topic_items_by_rank' | 'topic_items_by_place', Items>;

const itemColumns = ['topic_id', 'position', 'channel_id', 'source_ref', 'item'] as const;

export const growingBundles: Migration = {
  name: '0014_growing_bundles',
  summary: 'bundles that grow in place, and what the reading of a whole channel taught',
  // The table of items is replaced by its copy with another key.
  destructive: true,

  async up(database, types) {
    await database.schema
      .createTable('topic_items_by_rank')
      .addColumn('topic_id', types.key, (column) => column.notNull().references('topics.topic_id').onDelete('cascade'))
      .addColumn('position', types.integer, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('source_ref', types.key, (column) => column.notNull())
      .addColumn('item', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('topic_items_key', ['topic_id', 'position', 'source_ref'])
      .execute();
    const tables = database.withTables<ItemTables>();
    await tables
      .insertInto('topic_items_by_rank')
      .columns(itemColumns)
      .expression(tables.selectFrom('topic_items').select(itemColumns))
      .execute();
    await database.schema.dropTable('topic_items').execute();
    await database.schema.alterTable('topic_items_by_rank').renameTo('topic_items').execute();
    await database.schema
      .createIndex('topic_items_by_ref')
      .on('topic_items')
      .columns(['channel_id', 'source_ref', 'topic_id'])
      .execute();

    await database.schema
      .createTable('learnt_catalogues')
      .addColumn('channel_id', types.key, (column) => column.primaryKey())
      .addColumn('learnt', types.bytes, (column) => column.notNull())
      .execute();
  },

  async down(database, types) {
    await database.schema.dropTable('learnt_catalogues').execute();
    await database.schema
      .createTable('topic_items_by_place')
      .addColumn('topic_id', types.key, (column) => column.notNull().references('topics.topic_id').onDelete('cascade'))
      .addColumn('position', types.integer, (column) => column.notNull())
      .addColumn('channel_id', types.key, (column) => column.notNull())
      .addColumn('source_ref', types.key, (column) => column.notNull())
      .addColumn('item', types.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('topic_items_primary', ['topic_id', 'position'])
      .execute();
    const tables = database.withTables<ItemTables>();
    const place = sql<number>`row_number() over (partition by topic_id order by position, source_ref) - 1`;
    await tables
      .insertInto('topic_items_by_place')
      .columns(itemColumns)
      .expression(
        tables.selectFrom('topic_items').select(['topic_id', place.as('position'), 'channel_id', 'source_ref', 'item']),
      )
      .execute();
    await database.schema.dropTable('topic_items').execute();
    await database.schema.alterTable('topic_items_by_place').renameTo('topic_items').execute();
    await database.schema
      .createIndex('topic_items_by_ref')
      .on('topic_items')
      .columns(['channel_id', 'source_ref', 'topic_id'])
      .execute();
  },
};
