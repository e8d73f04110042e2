import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { readSqliteSchema } from './read-sqlite-schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

it('reads everything that SQLite can say about tables and indexes', async () => {
  const file = new Database(':memory:');
  file.exec(`
    create table schema_version (name text primary key);
    create table parents (id integer primary key autoincrement, "Odd name" text collate nocase unique);
    create table t ( -- a comment with (brackets
      a text not null default 'x, (y', b integer check (b in (1, 2)), c integer generated always as (b + 1) stored,
      p integer references parents on delete set null,
      primary key (b, a), unique (a, p), constraint positive check (b > 0 and (a <> ')'))
    ) strict, without rowid;
    create unique index by_expression on t (lower(a), b desc) where b > 1 and a <> 'where';
    create view v as select a from t;
    create trigger on_t after insert on t begin select 1; end;
  `);
  const schema = await readSqliteSchema(new Kysely({ dialect: sqliteDialect(file, { path: '', busyTimeoutMs: 0 }) }));
  file.close();
  const plain = { default: null, generated: null };
  expect(schema).toEqual({
    tables: [
      {
        name: 'parents',
        properties: ['autoincrement'],
        columns: [
          { ...plain, name: 'id', type: 'integer', isNullable: true },
          { ...plain, name: 'Odd name', type: 'text collate nocase', isNullable: true },
        ],
        indexes: [],
        constraints: [
          { kind: 'primary key', columns: ['id'] },
          { kind: 'unique', columns: ['Odd name collate nocase'] },
        ],
      },
      {
        name: 't',
        properties: ['without rowid', 'strict'],
        columns: [
          { ...plain, name: 'a', type: 'text', isNullable: false, default: "'x, (y'" },
          { ...plain, name: 'b', type: 'integer', isNullable: false },
          { ...plain, name: 'c', type: 'integer', isNullable: true, generated: 'b + 1' },
          { ...plain, name: 'p', type: 'integer', isNullable: true },
        ],
        indexes: [
          { name: 'by_expression', isUnique: true, columns: ['lower ( a )', 'b desc'], predicate: "b > 1 and a <> 'where'" },
        ],
        constraints: [
          { kind: 'primary key', columns: ['b', 'a'] },
          { kind: 'unique', columns: ['a', 'p'] },
          {
            kind: 'foreign key',
            columns: ['p'],
            table: 'parents',
            references: ['primary key'],
            onDelete: 'set null',
            onUpdate: 'no action',
          },
          { kind: 'check', expression: 'b in ( 1 , 2 )' },
          { kind: 'check', expression: "b > 0 and ( a <> ')' )" },
        ],
      },
    ],
    others: [
      { kind: 'trigger', name: 'on_t', definition: expect.stringContaining('after insert on t') },
      { kind: 'view', name: 'v', definition: 'create view v as select a from t' },
    ],
  });
});
