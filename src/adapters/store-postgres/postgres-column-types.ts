import { sql } from 'kysely';
import type { ColumnTypes } from '../store-sql/column-types.ts';

/** Keys are compared by bytes, as SQLite and JavaScript do, whatever the language of the database. `json` keeps the text as written. */
export const postgresColumnTypes: ColumnTypes = {
  key: sql`text collate "C"`,
  text: 'text',
  integer: 'integer',
  bigint: 'int8',
  number: 'double precision',
  boolean: 'boolean',
  instant: 'timestamptz',
  json: 'json',
};
