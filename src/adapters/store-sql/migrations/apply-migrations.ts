import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { refuseEdited } from './edited-migrations.ts';
import type { Migration } from './migration.ts';
import { migrationChecksum } from './migration-checksum.ts';
import { migrationFailure } from './migration-failure.ts';
import type { Backup, MigrationTarget } from './migration-target.ts';
import { pendingMigrations } from './pending-migrations.ts';
import {
  type AppliedMigration,
  createSchemaVersion,
  readSchemaVersion,
  startedChecksum,
  type VersionedSchema,
  writeVersionRow,
} from './schema-version.ts';
import { type UpgradeWait, withUpgradeLock } from './with-upgrade-lock.ts';

export interface ApplyOptions extends UpgradeWait {
  /** How many of the migrations, from the first. Default all. */
  upTo?: number;
  /** Backs the database up before the first migration, whether it deletes something or not. Default false. */
  isBackedUp?: boolean;
}

/** What one transaction of an upgrade leads to. */
type Step =
  | { kind: 'done' }
  | { kind: 'applied'; names: string[] }
  /** The marker of a step without a transaction is written. */
  | { kind: 'marked'; migration: Migration }
  /** A step without a transaction was begun, perhaps by a process that is still busy with it. */
  | { kind: 'begun' };

const pauseMs = 200;
/**
 * How often to come back to a free lock behind which somebody seems to be at work. It has an end, since the number of a process
 * that was killed may belong to another one by now.
 */
const longestPauses = 150;

/**
 * Brings a database to head, or to the migration asked for. Each migration and its row in the history are one transaction; those
 * of an empty database are one transaction together, so that nobody ever sees a new database half made. Others who migrate at the
 * same time wait.
 *
 * @returns the names of the migrations that were applied: none when another process was faster
 * @throws TgParserError `schema_unknown`, `migration_failed`, `interrupted`
 */
export async function applyMigrations(
  target: MigrationTarget,
  migrations: readonly Migration[],
  { upTo = migrations.length, isBackedUp = false, observer = {}, signal }: ApplyOptions = {},
): Promise<string[]> {
  const done: string[] = [];
  let pauses = 0;
  let isResuming = false;
  for (;;) {
    const step = await withUpgradeLock(target, { observer, signal }, takeStep);
    if (step.kind === 'done') {
      return done;
    }
    if (step.kind === 'applied') {
      done.push(...step.names);
    } else if (step.kind === 'begun') {
      isResuming = await isAbandoned();
    } else {
      isResuming = false;
      done.push(...((await finishMarked(target, step.migration)) ? [step.migration.name] : []));
    }
  }

  /** Asked without the lock, which is what an engine may tell its owner by. */
  async function isAbandoned(): Promise<boolean> {
    const owner = pauses < longestPauses ? await target.ownership.other() : null;
    if (owner === null) {
      return true;
    }
    if (pauses === 0) {
      observer.onWaiting?.({ location: target.location, owner });
    }
    pauses += 1;
    await delay(pauseMs);
    return false;
  }

  async function takeStep(transaction: Transaction<VersionedSchema>): Promise<Step> {
    const applied = await readSchemaVersion(transaction);
    const pending = pendingMigrations(target.location, migrations, applied).filter(
      (migration) => migrations.indexOf(migration) < upTo,
    );
    await refuseEdited(target, migrations, applied ?? new Map());
    const [first] = pending;
    if (first === undefined) {
      await removeStaleNote(target);
      return { kind: 'done' };
    }
    if (applied?.get(first.name)?.isStarted === true && !isResuming) {
      return { kind: 'begun' };
    }
    await target.ownership.announce();
    const batch = chooseBatch(pending, applied);
    const backup = isBackupDue(batch, applied) ? await target.backUp(first.name) : null;
    try {
      await createSchemaVersion(transaction, target.types);
      if (first.transaction === false) {
        await writeVersionRow(transaction, target.clock, { name: first.name, checksum: startedChecksum });
        reportBackup(backup);
        return { kind: 'marked', migration: first };
      }
      for (const migration of batch) {
        await applyOne(target, migration, transaction);
      }
      reportBackup(backup);
      // Before the lock is given back, so that it is not the next owner's note that goes. A step without a transaction keeps it.
      await target.ownership.withdraw();
      return { kind: 'applied', names: batch.map(({ name }) => name) };
    } catch (error) {
      await backup?.discard();
      await target.ownership.withdraw();
      throw error;
    }
  }

  /** Nothing is in an empty database; a step that goes on was backed up when it began. */
  function isBackupDue(batch: readonly Migration[], applied: ReadonlyMap<string, AppliedMigration> | null): boolean {
    const isNew = applied?.size !== 0 && batch.every(({ name }) => applied?.get(name)?.isStarted !== true);
    return isNew && ((isBackedUp && done.length === 0) || batch.some((migration) => migration.destructive));
  }

  function reportBackup(backup: Backup | null): void {
    if (backup) {
      observer.onBackup?.({ location: target.location, path: backup.path });
    }
  }
}

/** Of a process that was killed. */
async function removeStaleNote({ ownership }: MigrationTarget): Promise<void> {
  if ((await ownership.other()) === null) {
    await ownership.withdraw();
  }
}

/** A step without a transaction stands alone. */
function chooseBatch(pending: readonly Migration[], applied: ReadonlyMap<string, AppliedMigration> | null): Migration[] {
  if (applied?.size !== 0 || pending[0]?.transaction === false) {
    return pending.slice(0, 1);
  }
  const end = pending.findIndex((migration) => migration.transaction === false);
  return end === -1 ? [...pending] : pending.slice(0, end);
}

async function applyOne(
  target: MigrationTarget,
  migration: Migration,
  transaction: Transaction<VersionedSchema>,
): Promise<void> {
  try {
    await migration.up(transaction as unknown as Kysely<unknown>, target.types);
    const checksum = await migrationChecksum(target, migration);
    await writeVersionRow(transaction, target.clock, { name: migration.name, checksum });
  } catch (cause) {
    throw migrationFailure(target.location, migration, 'up', cause);
  }
}

/** @returns false when another process finished it first */
async function finishMarked(target: MigrationTarget, migration: Migration): Promise<boolean> {
  try {
    await target.writeDirectly((database) => migration.up(database as unknown as Kysely<unknown>, target.types));
    const checksum = await migrationChecksum(target, migration);
    return await withUpgradeLock(target, {}, async (transaction) => {
      await target.ownership.withdraw();
      const applied = await readSchemaVersion(transaction);
      if (applied?.get(migration.name)?.isStarted !== true) {
        return false;
      }
      await writeVersionRow(transaction, target.clock, { name: migration.name, checksum });
      return true;
    });
  } catch (cause) {
    throw migrationFailure(target.location, migration, 'up', cause);
  } finally {
    await target.ownership.withdraw();
  }
}
