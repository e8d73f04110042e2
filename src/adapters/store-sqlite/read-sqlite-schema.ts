import { type Kysely, sql } from 'kysely';
import type { LiveColumn, LiveConstraint, LiveIndex, LiveSchema, LiveTable } from '../store-sql/migrations/live-schema.ts';
import { insideBrackets, splitAtCommas, sqlTokens } from '../store-sql/sql-tokens.ts';

interface MasterRow {
  type: string;
  name: string;
  table_name: string;
  sql: string | null;
}

/**
 * The schema of a SQLite database. What its pragmas do not tell (checks, conditions of partial indexes, computed columns,
 * collations) is read from the text of the statement that made the table or index.
 */
export async function readSqliteSchema(database: Kysely<unknown>): Promise<LiveSchema> {
  const { rows } = await sql<MasterRow>`
    select type, name, tbl_name as table_name, sql from sqlite_master
    where substr(name, 1, 7) <> 'sqlite_' and tbl_name <> 'schema_version' order by type, name`.execute(database);
  const tables: LiveTable[] = [];
  for (const table of rows.filter(({ type }) => type === 'table')) {
    tables.push(await readTable(database, table, rows));
  }
  return {
    tables,
    others: rows
      .filter(({ type }) => type !== 'table' && type !== 'index')
      .map(({ type, name, sql: text }) => ({ kind: type, name, definition: sqlTokens(text ?? '').join(' ') })),
  };
}

async function readTable(
  database: Kysely<unknown>,
  { name, sql: text }: MasterRow,
  master: readonly MasterRow[],
): Promise<LiveTable> {
  const tokens = sqlTokens(text ?? '');
  const open = tokens.indexOf('(');
  const definitions = splitAtCommas(insideBrackets(tokens, open));
  const { rows: listed } = await sql<{ wr: number; strict: number }>`
    select wr, strict from pragma_table_list where name = ${name} and schema = 'main'`.execute(database);
  return {
    name,
    properties: [
      ...(listed[0]?.wr ? ['without rowid'] : []),
      ...(listed[0]?.strict ? ['strict'] : []),
      ...(tokens.includes('autoincrement') ? ['autoincrement'] : []),
      ...(tokens[1] === 'virtual' ? [tokens.join(' ')] : []),
    ],
    ...(await readColumns(database, name, definitions)),
    indexes: await readIndexes(database, name, master),
  };
}

interface ColumnRow {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}

async function readColumns(
  database: Kysely<unknown>,
  table: string,
  definitions: readonly string[][],
): Promise<{ columns: LiveColumn[]; constraints: LiveConstraint[] }> {
  const { rows } = await sql<ColumnRow>`select name, type, "notnull", dflt_value, pk from pragma_table_xinfo(${table})`.execute(
    database,
  );
  const key = rows.filter(({ pk }) => pk > 0).sort((left, right) => left.pk - right.pk);
  return {
    columns: rows.map((row) => toColumn(row, definitions.find(([first]) => isNamed(row.name, first)) ?? [])),
    constraints: [
      ...(key.length > 0 ? [{ kind: 'primary key' as const, columns: key.map(({ name }) => name) }] : []),
      ...(await readUnique(database, table)),
      ...(await readForeignKeys(database, table)),
      ...definitions.flatMap(readChecks),
    ],
  };
}

/** SQLite tells names apart without regard to case, and keeps the spelling of the statement. */
function isNamed(name: string, token: string | undefined): boolean {
  const [spelled] = sqlTokens(`"${name.replaceAll('"', '""')}"`);
  return spelled?.toLowerCase().replaceAll('"', '') === token?.toLowerCase().replaceAll('"', '');
}

function toColumn({ name, type, notnull, dflt_value }: ColumnRow, definition: readonly string[]): LiveColumn {
  const collation = definition.indexOf('collate');
  const computed = definition.findIndex((token, position) => token === 'as' && definition[position + 1] === '(');
  const suffix = collation === -1 ? '' : ` collate ${definition[collation + 1]}`;
  return {
    name,
    type: `${type.toLowerCase()}${suffix}`,
    isNullable: notnull === 0,
    default: dflt_value === null ? null : sqlTokens(dflt_value).join(' '),
    generated: computed === -1 ? null : insideBrackets(definition, computed + 1).join(' '),
  };
}

/** Checks of a column and of the table are written alike, and may stand anywhere in a definition. */
function readChecks(definition: readonly string[]): LiveConstraint[] {
  return definition.flatMap((token, position) =>
    token === 'check' && definition[position + 1] === '('
      ? [{ kind: 'check' as const, expression: insideBrackets(definition, position + 1).join(' ') }]
      : [],
  );
}

async function readForeignKeys(database: Kysely<unknown>, table: string): Promise<LiveConstraint[]> {
  const { rows } = await sql<{ id: number; target: string; source: string; to: string | null; up: string; del: string }>`
    select id, "table" as target, "from" as source, "to", on_update as up, on_delete as del
    from pragma_foreign_key_list(${table}) order by id, seq`.execute(database);
  const ids = [...new Set(rows.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const parts = rows.filter((row) => row.id === id);
    const [first] = parts;
    return first === undefined
      ? []
      : [
          {
            kind: 'foreign key' as const,
            columns: parts.map(({ source }) => source),
            table: first.target,
            references: parts.map(({ to }) => to ?? 'primary key'),
            onDelete: first.del.toLowerCase(),
            onUpdate: first.up.toLowerCase(),
          },
        ];
  });
}

async function readUnique(database: Kysely<unknown>, table: string): Promise<LiveConstraint[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pragma_index_list(${table}) where origin = 'u' order by name`.execute(database);
  return Promise.all(
    rows.map(async ({ name }) => ({ kind: 'unique' as const, columns: await indexColumns(database, name, []) })),
  );
}

async function readIndexes(database: Kysely<unknown>, table: string, master: readonly MasterRow[]): Promise<LiveIndex[]> {
  const { rows } = await sql<{ name: string; unique: number; partial: number }>`
    select name, "unique", partial from pragma_index_list(${table}) where origin = 'c' order by name`.execute(database);
  return Promise.all(
    rows.map(async ({ name, unique, partial }) => {
      const tokens = sqlTokens(master.find((row) => row.type === 'index' && row.name === name)?.sql ?? '');
      const open = tokens.indexOf('(');
      const list = insideBrackets(tokens, open);
      return {
        name,
        isUnique: unique === 1,
        columns: await indexColumns(database, name, splitAtCommas(list)),
        // Behind the list of columns stands nothing but `where` and the condition.
        predicate: partial === 1 ? tokens.slice(open + list.length + 3).join(' ') : null,
      };
    }),
  );
}

/** @param definitions as written, for those that are expressions */
async function indexColumns(database: Kysely<unknown>, index: string, definitions: readonly string[][]): Promise<string[]> {
  const { rows } = await sql<{ seqno: number; name: string | null; desc: number; coll: string }>`
    select seqno, name, "desc", coll from pragma_index_xinfo(${index}) where key = 1 order by seqno`.execute(database);
  return rows.map(({ seqno, name, desc, coll }) =>
    name === null
      ? (definitions[seqno] ?? []).join(' ')
      : [name, ...(coll === 'BINARY' ? [] : ['collate', coll.toLowerCase()]), ...(desc ? ['desc'] : [])].join(' '),
  );
}
