import type { ColumnDataType, RawBuilder } from 'kysely';

type DataType = ColumnDataType | RawBuilder<unknown>;

/** What a migration may give a column; each engine has its own names for them. */
export interface ColumnTypes {
  /** Text that is compared and sorted by code unit: ids, hashes, keys. */
  key: DataType;
  text: DataType;
  /** Below 2^31. */
  integer: DataType;
  /** Below 2^53. */
  bigint: DataType;
  number: DataType;
  boolean: DataType;
  /** A moment, to the second. */
  instant: DataType;
  /** JSON text, kept as it was written. */
  json: DataType;
  bytes: DataType;
}
