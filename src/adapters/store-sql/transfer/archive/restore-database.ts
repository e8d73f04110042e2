import type { Kysely } from 'kysely';
import type { BackedUpDatabase, BackedUpTable } from '../../../../domain/backup-manifest.ts';
import { TgParserError } from '../../../../domain/tg-parser-error.ts';
import type { TransferControl } from '../../../../ports/database-copy.ts';
import type { VersionedDatabase } from '../../versioned-database.ts';
import type { Cell } from '../cell.ts';
import { progressOf } from '../transfer-progress.ts';
import { type TransferTable, transferTables } from '../transfer-table.ts';
import type { AnySchema, Row } from '../transferable-database.ts';
import { writerOf } from '../write-rows.ts';
import { readTableFile } from './table-file.ts';

/** Reads all files of a database to the end. */
export async function checkDatabase(
  folder: string,
  { database, tables }: BackedUpDatabase,
  control: TransferControl,
): Promise<void> {
  const onBatch = progressOf(`checking ${database}`, rowsOf(tables), control);
  for (const table of tables) {
    for await (const batch of readTableFile(folder, database, table)) {
      onBatch(batch.length);
    }
  }
}

/** See `DatabaseArchives.restore`. The files are checked again on the way: they may have changed since they were looked at. */
export async function restoreDatabase(
  folder: string,
  backup: BackedUpDatabase,
  { target, control }: { target: VersionedDatabase<AnySchema>; control: TransferControl },
): Promise<void> {
  const onBatch = progressOf(`restoring ${backup.database}`, rowsOf(backup.tables), control);
  await target.transfer.replace(async (database) => {
    for (const table of transferTables(await target.transfer.readSchema(database))) {
      const file = backup.tables.find((one) => one.table === table.name);
      if (file === undefined) {
        throw new TgParserError('archive_invalid', `${folder} has no table ${table.name} of ${backup.database}`, {
          hint: 'Take another backup; nothing was restored from this one.',
        });
      }
      await restoreTable(database, { folder, backup, file, table, onBatch });
    }
  });
}

async function restoreTable(
  database: Kysely<AnySchema>,
  {
    folder,
    backup,
    file,
    table,
    onBatch,
  }: {
    folder: string;
    backup: BackedUpDatabase;
    file: BackedUpTable;
    table: TransferTable;
    onBatch: (rows: number) => void;
  },
): Promise<void> {
  const columns = table.columns.filter((column) => file.columns.includes(column));
  const writer = writerOf({ ...table, columns });
  for await (const batch of readTableFile(folder, backup.database, file)) {
    await writer.insert(
      database,
      batch.map((cells) => toRow(cells, file.columns)),
    );
    onBatch(batch.length);
  }
}

function toRow(cells: readonly Cell[], columns: readonly string[]): Row {
  const row: Row = {};
  for (let index = 0; index < columns.length; index += 1) {
    row[columns[index] as string] = cells[index];
  }
  return row;
}

function rowsOf(tables: readonly BackedUpTable[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
