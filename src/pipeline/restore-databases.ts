import type { BackedUpDatabase } from '../domain/backup-manifest.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { DatabaseArchives } from '../ports/database-archives.ts';
import type { TransferControl } from '../ports/database-copy.ts';
import type { DatabaseName, Databases } from '../ports/databases.ts';

export interface RestoreOptions extends TransferControl {
  /** What is in the databases now is deleted. */
  isConfirmed: boolean;
}

export interface DatabaseRestore {
  database: DatabaseName;
  location: string;
  rows: number;
}

/**
 * Puts a backup in the place of what the databases hold, each of them whole or not at all. All that can be wrong with the backup is
 * looked for before the first of them is touched.
 *
 * @param selection `all` stands for those that the backup has
 * @throws TgParserError `archive_invalid`, `archive_mismatch`, `target_in_use`, `usage_invalid`, `interrupted`
 */
export async function restoreDatabases(
  { databases, archives }: { databases: Databases; archives: DatabaseArchives },
  selection: DatabaseName | 'all',
  { folder, isConfirmed, ...control }: RestoreOptions & { folder: string },
): Promise<DatabaseRestore[]> {
  const manifest = await archives.readManifest(folder);
  const selected = manifest.databases.filter(({ database }) => selection === 'all' || database === selection);
  if (selected.length === 0) {
    throw new TgParserError('usage_invalid', `The backup ${folder} does not hold the database ${selection}`, {
      hint: `It holds ${manifest.databases.map(({ database }) => database).join(', ') || 'none'}.`,
    });
  }
  for (const database of selected) {
    await archives.requireFit(manifest, database);
  }
  for (const database of selected) {
    await archives.check(folder, database, control);
  }
  if (!isConfirmed) {
    await refuseLosses(archives, selected);
  }
  const restores: DatabaseRestore[] = [];
  for (const backup of selected) {
    await archives.restore(folder, backup, control);
    const { location } = await databases.state(backup.database);
    restores.push({ database: backup.database, location, rows: backup.tables.reduce((sum, { rows }) => sum + rows, 0) });
  }
  return restores;
}

async function refuseLosses(archives: DatabaseArchives, selected: readonly BackedUpDatabase[]): Promise<void> {
  const obstacles: string[] = [];
  for (const { database } of selected) {
    obstacles.push(...[await archives.obstacle(database)].filter((obstacle) => obstacle !== null));
  }
  if (obstacles.length > 0) {
    throw new TgParserError('target_in_use', `Nothing was restored: ${obstacles.join('; ')}`, {
      hint: 'Repeat with --yes to delete that and restore the backup in its place.',
    });
  }
}
