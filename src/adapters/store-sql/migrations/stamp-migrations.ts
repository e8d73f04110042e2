import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { StampPlan } from '../../../ports/databases.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Migration } from './migration.ts';
import { migrationChecksum } from './migration-checksum.ts';
import { liveSchemaOf, schemaAt } from './schema-at.ts';
import type { HistoryTarget } from './schema-history.ts';
import {
  type AppliedMigration,
  createSchemaVersion,
  deleteVersionRow,
  readSchemaVersion,
  writeVersionRow,
} from './schema-version.ts';
import { withUpgradeLock } from './with-upgrade-lock.ts';

/**
 * What writing the history by hand would change.
 *
 * @param count how many of the migrations, from the first, are to count as applied
 * @throws TgParserError `usage_invalid` when nothing is there that migrations could have made
 */
export async function planStamp(
  target: HistoryTarget,
  migrations: readonly Migration[],
  count: number,
): Promise<Omit<StampPlan, 'database'>> {
  const applied = target.exists() ? await target.read(readSchemaVersion) : new Map<string, AppliedMigration>();
  const live = await liveSchemaOf(target);
  if (count > 0 && live.tables.length === 0) {
    throw new TgParserError('usage_invalid', `${target.location} is empty: no migration has run in it`, {
      hint: 'Run "tg-parser db upgrade".',
    });
  }
  const kept = migrations.slice(0, count);
  return {
    location: target.location,
    ...(await rowChanges(target, kept, applied ?? new Map())),
    differences: compareSchemas(await schemaAt(target, kept), live),
  };
}

/** Makes the history say that the first `count` migrations are applied, and no others. Runs none of them. */
export async function stampMigrations(target: HistoryTarget, migrations: readonly Migration[], count: number): Promise<void> {
  await withUpgradeLock(target, {}, async (transaction) => {
    await createSchemaVersion(transaction, target.types);
    const kept = migrations.slice(0, count);
    const { written, deleted } = await rowChanges(target, kept, (await readSchemaVersion(transaction)) ?? new Map());
    for (const name of deleted) {
      await deleteVersionRow(transaction, name);
    }
    for (const migration of kept.filter(({ name }) => written.includes(name))) {
      const checksum = await migrationChecksum(target, migration);
      await writeVersionRow(transaction, target.clock, { name: migration.name, checksum });
    }
  });
}

async function rowChanges(
  target: HistoryTarget,
  kept: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
): Promise<{ written: string[]; deleted: string[] }> {
  const written: string[] = [];
  for (const migration of kept) {
    if (applied.get(migration.name)?.checksum !== (await migrationChecksum(target, migration))) {
      written.push(migration.name);
    }
  }
  const names = new Set(kept.map(({ name }) => name));
  return { written, deleted: [...applied.keys()].filter((name) => !names.has(name)).sort() };
}
