import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import { instantFromDate } from '../../../domain/instant.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ColumnTypes } from '../column-types.ts';
import { decodeInstant } from '../decode-column.ts';
import type { InstantColumn } from '../schema/column-kinds.ts';

/** The version table of each database. A set keyed by name: its order says nothing. */
export interface SchemaVersionTable {
  name: string;
  /** Of the statements that ran: see `migration-checksum.ts`. `started` while a step without a transaction is half done. */
  checksum: string;
  applied_at: InstantColumn;
}

export interface VersionedSchema {
  schema_version: SchemaVersionTable;
}

/** Stands for the checksum of a step that runs without a transaction and has not ended, in either direction. */
export const startedChecksum = 'started';

export interface AppliedMigration {
  checksum: string;
  appliedAt: Instant;
  /** Begun without a transaction and not finished: neither applied nor not. */
  isStarted: boolean;
}

/** @returns by name; null when the database holds tables without a history */
export async function readSchemaVersion(database: Kysely<VersionedSchema>): Promise<Map<string, AppliedMigration> | null> {
  const tables = await database.introspection.getTables();
  const hasHistory = tables.some((table) => table.name === 'schema_version');
  const rows = hasHistory ? await database.selectFrom('schema_version').selectAll().execute() : [];
  if (rows.length === 0 && tables.some((table) => table.name !== 'schema_version')) {
    return null;
  }
  return new Map(
    rows.map(({ name, checksum, applied_at }) => [
      name,
      { checksum, appliedAt: decodeInstant(applied_at), isStarted: checksum === startedChecksum },
    ]),
  );
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

/** Writes the row of a migration, instead of the one that it may have. */
export async function writeVersionRow(
  transaction: Transaction<VersionedSchema>,
  clock: Clock,
  { name, checksum }: { name: string; checksum: string },
): Promise<void> {
  const applied_at = instantFromDate(clock.now());
  await transaction
    .insertInto('schema_version')
    .values({ name, checksum, applied_at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ checksum, applied_at }))
    .execute();
}

export async function deleteVersionRow(transaction: Transaction<VersionedSchema>, name: string): Promise<void> {
  await transaction.deleteFrom('schema_version').where('name', '=', name).execute();
}
