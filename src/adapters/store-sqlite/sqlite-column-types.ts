import type { ColumnTypes } from '../store-sql/column-types.ts';

/** SQLite compares text by bytes and has no types for booleans, moments and JSON. */
export const sqliteColumnTypes: ColumnTypes = {
  key: 'text',
  text: 'text',
  integer: 'integer',
  bigint: 'integer',
  number: 'real',
  boolean: 'integer',
  instant: 'text',
  json: 'text',
  bytes: 'blob',
};
