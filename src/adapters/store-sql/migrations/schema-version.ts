import type { Kysely } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { ColumnTypes } from '../column-types.ts';
import { decodeInstant } from '../decode-column.ts';
import type { InstantColumn } from '../schema/column-kinds.ts';

/** The version table of each database. A set keyed by name: its order says nothing. */
export interface SchemaVersionTable {
  name: string;
  /** Of the statements that ran: see `migration-checksum.ts`. */
  checksum: string;
  applied_at: InstantColumn;
}

export interface VersionedSchema {
  schema_version: SchemaVersionTable;
}

export interface AppliedMigration {
  checksum: string;
  appliedAt: Instant;
}

/** @returns by name; null when the database holds tables without a history */
export async function readSchemaVersion(database: Kysely<VersionedSchema>): Promise<Map<string, AppliedMigration> | null> {
  const tables = await database.introspection.getTables();
  const hasHistory = tables.some((table) => table.name === 'schema_version');
  const rows = hasHistory ? await database.selectFrom('schema_version').selectAll().execute() : [];
  if (rows.length === 0 && tables.some((table) => table.name !== 'schema_version')) {
    return null;
  }
  return new Map(rows.map((row) => [row.name, { checksum: row.checksum, appliedAt: decodeInstant(row.applied_at) }]));
}

export async function createSchemaVersion(database: Kysely<VersionedSchema>, types: ColumnTypes): Promise<void> {
  await database.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('name', types.key, (column) => column.primaryKey())
    .addColumn('checksum', types.key, (column) => column.notNull())
    .addColumn('applied_at', types.instant, (column) => column.notNull())
    .execute();
}
