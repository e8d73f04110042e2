// A history with every kind of step: plain, without a transaction, and one that deletes. Used by tests and by the processes they start.
import { sql } from 'kysely';

export const syntheticMigrations = [
  {
    name: '0001_items',
    summary: 'items',
    async up(database, types) {
      await database.schema
        .createTable('items')
        .addColumn('id', types.key, (column) => column.primaryKey())
        .addColumn('name', types.text)
        .addColumn('old_name', types.text)
        .execute();
      await sql`insert into items (id, name, old_name) values ('a', 'first', 'it''s ? old'), ('b', 'second', null)`.execute(database);
    },
    async down(database) {
      await database.schema.dropTable('items').execute();
    },
  },
  {
    name: '0002_marks',
    summary: 'marks, made without a transaction',
    transaction: false,
    async up(database, types) {
      await database.schema
        .createTable('marks')
        .ifNotExists()
        .addColumn('item_id', types.key, (column) => column.primaryKey())
        .addColumn('weight', types.number, (column) => column.notNull())
        .execute();
      await sql`insert into marks (item_id, weight) select id, ${0.5} from items where true on conflict do nothing`.execute(database);
      await database.schema.createIndex('marks_by_weight').ifNotExists().on('marks').column('weight').execute();
    },
    async down(database) {
      await database.schema.dropIndex('marks_by_weight').ifExists().execute();
      await database.schema.dropTable('marks').ifExists().execute();
    },
  },
  {
    name: '0003_notes',
    summary: 'notes in place of the old name',
    destructive: true,
    async up(database, types) {
      await database.schema
        .createTable('notes')
        .addColumn('item_id', types.key, (column) => column.notNull().references('items.id').onDelete('cascade'))
        .addColumn('text', types.text, (column) => column.notNull())
        .execute();
      await sql`insert into notes (item_id, text) select id, old_name from items where old_name is not null`.execute(database);
      await database.schema.alterTable('items').dropColumn('old_name').execute();
    },
    async down(database, types) {
      await database.schema.alterTable('items').addColumn('old_name', types.text).execute();
      await database.schema.dropTable('notes').execute();
    },
  },
];
