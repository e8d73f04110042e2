import { sql } from 'kysely';
import type { ColumnTypes } from '../store-sql/column-types.ts';

/**
 * Keys are compared by bytes, as SQLite and JavaScript do, whatever the language of the database. `json`, not `jsonb`: it keeps the text as it was written, and takes escapes of NUL and of halves of surrogate pairs.
 */
export const postgresColumnTypes: ColumnTypes = {
  key: sql`text collate "C"`,
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  instant: sql`timestamptz(0)`,
  json: 'json',
  bytes: 'bytea',
};
