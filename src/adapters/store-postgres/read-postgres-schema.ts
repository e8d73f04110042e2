import { type Kysely, sql } from 'kysely';
import type { LiveColumn, LiveConstraint, LiveIndex, LiveSchema } from '../store-sql/migrations/live-schema.ts';
import { sqlTokens } from '../store-sql/sql-tokens.ts';

/** @param schema name of the only schema that is read */
export async function readPostgresSchema(database: Kysely<unknown>, schema: string): Promise<LiveSchema> {
  const { rows } = await sql<{ oid: number; kind: string; name: string; definition: string | null }>`
    select c.oid::int8 as oid, c.relkind as kind, c.relname as name,
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname <> 'schema_version'
    order by c.relname`.execute(database);
  const tables = [];
  for (const { oid, name } of rows.filter(({ kind }) => kind === 'r' || kind === 'p')) {
    tables.push({
      name,
      properties: [],
      columns: await readColumns(database, oid),
      indexes: await readIndexes(database, oid),
      constraints: await readConstraints(database, oid),
    });
  }
  const views = rows
    .filter(({ definition }) => definition !== null)
    .map(({ name, definition }) => ({ kind: 'view', name, definition: normal(definition ?? '') }));
  return { tables, others: [...views, ...(await readTriggers(database, schema))] };
}

async function readColumns(database: Kysely<unknown>, table: number): Promise<LiveColumn[]> {
  const { rows } = await sql<{
    name: string;
    type: string;
    collation: string | null;
    not_null: boolean;
    expression: string | null;
    is_generated: boolean;
    is_identity: boolean;
  }>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, l.collname as collation, a.attnotnull as not_null,
      pg_get_expr(d.adbin, d.adrelid) as expression, a.attgenerated <> '' as is_generated, a.attidentity <> '' as is_identity
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_collation l on l.oid = a.attcollation and a.attcollation <> t.typcollation
    where a.attrelid = ${table}::int8::oid and a.attnum > 0 and not a.attisdropped
    order by a.attnum`.execute(database);
  return rows.map(({ name, type, collation, not_null, expression, is_generated, is_identity }) => ({
    name,
    type: `${type}${collation === null ? '' : ` collate "${collation}"`}${is_identity ? ' identity' : ''}`,
    isNullable: !not_null,
    default: expression === null || is_generated ? null : normal(expression),
    generated: expression === null || !is_generated ? null : normal(expression),
  }));
}

/** Those of constraints are left out. One that was left invalid by a failed `create index concurrently` is no index. */
async function readIndexes(database: Kysely<unknown>, table: number): Promise<LiveIndex[]> {
  const { rows } = await sql<{ name: string; is_unique: boolean; columns: string[]; predicate: string | null }>`
    select c.relname as name, i.indisunique as is_unique, pg_get_expr(i.indpred, i.indrelid) as predicate,
      array(
        select case when m.amname = 'btree' then '' else m.amname || ' ' end
          || case when position > i.indnkeyatts then 'include ' else '' end
          || pg_get_indexdef(i.indexrelid, position, true)
          || case when position <= i.indnkeyatts and i.indoption[position - 1] & 1 = 1 then ' desc' else '' end
          || case when i.indisvalid then '' else ' (invalid)' end
        from generate_series(1, i.indnatts) position order by position
      ) as columns
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
    where i.indrelid = ${table}::int8::oid and not exists (select from pg_constraint where conindid = i.indexrelid and conrelid = i.indrelid)
    order by c.relname`.execute(database);
  return rows.map(({ name, is_unique, columns, predicate }) => ({
    name,
    isUnique: is_unique,
    columns,
    predicate: predicate === null ? null : normal(predicate),
  }));
}

const actions: Record<string, string> = { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' };

/** Since version 18 `not null` is one, too: that is read with the column. */
async function readConstraints(database: Kysely<unknown>, table: number): Promise<LiveConstraint[]> {
  const { rows } = await sql<{
    kind: string;
    columns: string[];
    target: string | null;
    target_columns: string[];
    on_delete: string;
    on_update: string;
    definition: string;
  }>`
    select c.contype as kind, f.relname as target, c.confdeltype as on_delete, c.confupdtype as on_update,
      coalesce(pg_get_expr(c.conbin, c.conrelid), pg_get_constraintdef(c.oid)) as definition,
      array(
        select a.attname::text from unnest(c.conkey) with ordinality k(number, position)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number order by k.position
      ) as columns,
      array(
        select a.attname::text from unnest(c.confkey) with ordinality k(number, position)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number order by k.position
      ) as target_columns
    from pg_constraint c left join pg_class f on f.oid = c.confrelid
    where c.conrelid = ${table}::int8::oid and c.contype <> 'n' and c.contype <> 't'
    order by c.contype, c.conname`.execute(database);
  return rows.map(({ kind, columns, target, target_columns, on_delete, on_update, definition }): LiveConstraint => {
    if (kind === 'p' || kind === 'u') {
      return { kind: kind === 'p' ? 'primary key' : 'unique', columns };
    }
    if (kind === 'f') {
      return {
        kind: 'foreign key',
        columns,
        table: target ?? '',
        references: target_columns,
        onDelete: actions[on_delete] ?? on_delete,
        onUpdate: actions[on_update] ?? on_update,
      };
    }
    return { kind: 'check', expression: normal(definition) };
  });
}

async function readTriggers(database: Kysely<unknown>, schema: string): Promise<LiveSchema['others']> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select t.tgname as name, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and not t.tgisinternal order by t.tgname`.execute(database);
  return rows.map(({ name, definition }) => ({ kind: 'trigger', name, definition: normal(definition) }));
}

function normal(expression: string): string {
  return sqlTokens(expression).join(' ');
}
