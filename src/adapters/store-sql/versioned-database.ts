import type { SchemaHistory } from './migrations/schema-history.ts';
import type { SqlDatabase } from './sql-database.ts';
import type { TransferableDatabase } from './transfer/transferable-database.ts';

/** A database with its history. */
export interface VersionedDatabase<Schema> extends SqlDatabase<Schema> {
  history: SchemaHistory;
  transfer: TransferableDatabase;
  close(): Promise<void>;
}
