// A history with every kind of step: plain, without a transaction, and one that deletes. Used by tests and by the processes they start.
// Tables are named through the builder: an engine may put a schema before the name.
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
      await database
        .insertInto('items')
        .values([
          { id: 'a', name: 'first', old_name: "it's ? old" },
          { id: 'b', name: 'second', old_name: null },
        ])
        .execute();
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
      await database
        .insertInto('marks')
        .columns(['item_id', 'weight'])
        .expression(database.selectFrom('items').select(['id', sql.val(0.5).as('weight')]).where(sql.lit(1), '=', 1))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
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
      await database
        .insertInto('notes')
        .columns(['item_id', 'text'])
        .expression(database.selectFrom('items').select(['id', 'old_name']).where('old_name', 'is not', null))
        .execute();
      await database.schema.alterTable('items').dropColumn('old_name').execute();
    },
    async down(database, types) {
      await database.schema.alterTable('items').addColumn('old_name', types.text).execute();
      await database.schema.dropTable('notes').execute();
    },
  },
];
