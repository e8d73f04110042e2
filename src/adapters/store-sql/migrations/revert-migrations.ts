import type { Kysely, Transaction } from 'kysely';
import { refuseEdited } from './edited-migrations.ts';
import type { Migration } from './migration.ts';
import { migrationFailure } from './migration-failure.ts';
import type { MigrationTarget } from './migration-target.ts';
import { pendingMigrations } from './pending-migrations.ts';
import {
  deleteVersionRow,
  readSchemaVersion,
  startedChecksum,
  type VersionedSchema,
  writeVersionRow,
} from './schema-version.ts';
import { type UpgradeWait, withUpgradeLock } from './with-upgrade-lock.ts';

/**
 * Undoes the newest migrations of a database, each in one transaction with the removal of its row. The database is backed up
 * before the first one, where the engine can.
 *
 * @param keep how many of the migrations, from the first, stay applied
 * @returns the names of the migrations that were undone, newest first
 * @throws TgParserError `schema_unknown`, `migration_failed`, `interrupted`
 */
export async function revertMigrations(
  target: MigrationTarget,
  migrations: readonly Migration[],
  keep: number,
  { observer = {}, signal }: UpgradeWait = {},
): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const step = await withUpgradeLock(target, { observer, signal }, takeStep);
    if (step === null) {
      return done;
    }
    if (step.transaction === false) {
      await finishMarked(target, step);
    }
    done.push(step.name);
  }

  async function takeStep(transaction: Transaction<VersionedSchema>): Promise<Migration | null> {
    const applied = await readSchemaVersion(transaction);
    pendingMigrations(target.location, migrations, applied);
    await refuseEdited(target, migrations, applied ?? new Map());
    const newest = migrations.findLast((migration, index) => index >= keep && applied?.has(migration.name));
    if (newest === undefined) {
      return null;
    }
    await target.ownership.announce();
    const backup = done.length === 0 ? await target.backUp(newest.name) : null;
    try {
      if (newest.transaction === false) {
        await writeVersionRow(transaction, target.clock, { name: newest.name, checksum: startedChecksum });
      } else {
        await newest.down(transaction as unknown as Kysely<unknown>, target.types);
        await deleteVersionRow(transaction, newest.name);
        await target.ownership.withdraw();
      }
      if (backup) {
        observer.onBackup?.({ location: target.location, path: backup.path });
      }
      return newest;
    } catch (cause) {
      await backup?.discard();
      await target.ownership.withdraw();
      throw migrationFailure(target.location, newest, 'down', cause);
    }
  }
}

async function finishMarked(target: MigrationTarget, migration: Migration): Promise<void> {
  try {
    await target.writeDirectly((database) => migration.down(database as unknown as Kysely<unknown>, target.types));
    await withUpgradeLock(target, {}, async (transaction) => {
      await target.ownership.withdraw();
      await deleteVersionRow(transaction, migration.name);
    });
  } catch (cause) {
    throw migrationFailure(target.location, migration, 'down', cause);
  } finally {
    await target.ownership.withdraw();
  }
}
