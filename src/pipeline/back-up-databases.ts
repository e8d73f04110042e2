import type { BackedUpDatabase, BackupManifest } from '../domain/backup-manifest.ts';
import { instantFromDate } from '../domain/instant.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseArchives } from '../ports/database-archives.ts';
import type { TransferControl } from '../ports/database-copy.ts';
import type { DatabaseName, Databases } from '../ports/databases.ts';
import { inTransferOrder, requireSomething } from './copy-databases.ts';

export interface BackupOptions extends TransferControl {
  /** Missing or empty. */
  folder: string;
  programVersion: string;
}

/**
 * Writes databases into a folder that appears when it is whole. Others may write to them meanwhile.
 *
 * @throws TgParserError `usage_invalid`, `output_not_ours`, `output_failed`, `interrupted`
 */
export async function backUpDatabases(
  { databases, archives, clock }: { databases: Databases; archives: DatabaseArchives; clock: Clock },
  selection: readonly DatabaseName[],
  { folder, programVersion, ...control }: BackupOptions,
): Promise<BackupManifest> {
  await requireSomething(databases, selection);
  const archive = await archives.create(folder);
  try {
    const backedUp: BackedUpDatabase[] = [];
    const createdAt = instantFromDate(clock.now());
    for (const database of inTransferOrder(selection)) {
      backedUp.push(await archive.add(database, control));
    }
    const manifest: BackupManifest = {
      format: 'tg-parser-backup',
      format_version: 1,
      created_at: createdAt,
      program_version: programVersion,
      databases: backedUp,
    };
    await archive.finish(manifest);
    return manifest;
  } catch (error) {
    await archive.discard();
    throw error;
  }
}

/**
 * Reads a backup to the end and compares it with its manifest. No database is touched.
 *
 * @throws TgParserError `archive_invalid`, `archive_mismatch`
 */
export async function checkBackup(
  { archives }: { archives: DatabaseArchives },
  folder: string,
  control: TransferControl,
): Promise<BackupManifest> {
  const manifest = await archives.readManifest(folder);
  for (const database of manifest.databases) {
    await archives.check(folder, database, control);
  }
  return manifest;
}
