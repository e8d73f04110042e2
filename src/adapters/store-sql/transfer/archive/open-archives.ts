import { TgParserError } from '../../../../domain/tg-parser-error.ts';
import type { DatabaseArchives } from '../../../../ports/database-archives.ts';
import type { EngineName } from '../../../../ports/databases.ts';
import type { MigrationEngine } from '../../migrations/migration-engine.ts';
import type { DatabaseSet } from '../../open-stores.ts';
import { totalRows } from '../count-rows.ts';
import { transferTables } from '../transfer-table.ts';
import type { TransferableDatabase } from '../transferable-database.ts';
import { untypedDatabase } from '../untyped-database.ts';
import { createArchive } from './create-archive.ts';
import { readManifest } from './read-manifest.ts';
import { requireFit } from './require-fit.ts';
import { checkDatabase, restoreDatabase } from './restore-database.ts';

/** @param engines that an archive may come from; loaded when one does */
export function openArchives(set: DatabaseSet, engines: Record<EngineName, () => Promise<MigrationEngine>>): DatabaseArchives {
  return {
    create: (folder) => createArchive(set, folder),
    readManifest,
    check: checkDatabase,
    requireFit: (manifest, database) => requireFit(engines, manifest, database),
    obstacle: (name) => restoreObstacle(set[name].transfer),
    restore: (folder, database, control) =>
      restoreDatabase(folder, database, { target: untypedDatabase(set[database.database]), control }),
  };
}

async function restoreObstacle(target: TransferableDatabase): Promise<string | null> {
  if (!target.exists()) {
    return null;
  }
  try {
    const rows = await target.look(async (database) => totalRows(database, transferTables(await target.readSchema(database))));
    return rows === 0 ? null : `${target.location} holds ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
  } catch (error) {
    // To restore over a damaged file is what backups are for; only that somebody agrees is needed.
    if (error instanceof TgParserError && error.code === 'storage_corrupt') {
      return error.message;
    }
    throw error;
  }
}
