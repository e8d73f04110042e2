import type { Dialect, Kysely, Transaction } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ColumnTypes } from '../column-types.ts';
import type { Migration } from './migration.ts';
import { migrationChecksum } from './migration-checksum.ts';
import { pendingMigrations } from './pending-migrations.ts';
import { type AppliedMigration, createSchemaVersion, readSchemaVersion, type VersionedSchema } from './schema-version.ts';

export interface MigrationTarget {
  /** Path or schema, for messages. */
  location: string;
  /** Starts with the write lock of the database held, so that what is read inside is still true when it ends. */
  write<Result>(work: (transaction: Transaction<VersionedSchema>) => Promise<Result>): Promise<Result>;
  dialect: Dialect;
  types: ColumnTypes;
  clock: Clock;
}

/**
 * Brings a database to head. Each migration and its row in the history are one transaction; those of an empty database are one
 * transaction together, so that nobody ever sees a new database half made. Others who migrate at the same time wait.
 *
 * @returns the names of the migrations that were applied: none when another process was faster
 * @throws TgParserError `schema_unknown`, `migration_failed`
 */
export async function applyMigrations(target: MigrationTarget, migrations: readonly Migration[]): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const step = await target.write(async (transaction) => {
      const applied = await readSchemaVersion(transaction);
      const pending = pendingMigrations(target.location, migrations, applied);
      await refuseEdited(target, migrations, applied ?? new Map());
      const now = applied?.size === 0 ? pending : pending.slice(0, 1);
      for (const migration of now) {
        await applyOne(target, migration, transaction);
      }
      return { names: now.map((migration) => migration.name), left: pending.length - now.length };
    });
    done.push(...step.names);
    if (step.left === 0) {
      return done;
    }
  }
}

async function applyOne(
  target: MigrationTarget,
  migration: Migration,
  transaction: Transaction<VersionedSchema>,
): Promise<void> {
  try {
    await createSchemaVersion(transaction, target.types);
    await migration.up(transaction as unknown as Kysely<unknown>, target.types);
    await transaction
      .insertInto('schema_version')
      .values({
        name: migration.name,
        checksum: await migrationChecksum(target, migration),
        applied_at: instantFromDate(target.clock.now()),
      })
      .execute();
  } catch (cause) {
    // A full disk or a damaged file is named as such; only what the migration itself did wrong is its failure.
    if (cause instanceof TgParserError && cause.code !== 'storage_failed') {
      throw cause;
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TgParserError('migration_failed', `${target.location}: migration ${migration.name} failed: ${reason}`, {
      hint: 'Nothing of it was applied; the database is as it was before.',
      cause,
    });
  }
}

async function refuseEdited(
  target: MigrationTarget,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
): Promise<void> {
  for (const migration of migrations) {
    const row = applied.get(migration.name);
    if (row && row.checksum !== (await migrationChecksum(target, migration))) {
      throw new TgParserError(
        'schema_unknown',
        `${target.location}: migration ${migration.name} was edited after it was applied`,
        {
          hint: 'Use the tg-parser that made this database, or restore a backup.',
        },
      );
    }
  }
}
