import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { BackedUpDatabase, BackedUpTable } from '../../../../domain/backup-manifest.ts';
import type { TransferControl } from '../../../../ports/database-copy.ts';
import type { DatabaseName } from '../../../../ports/databases.ts';
import { readSchemaVersion, type VersionedSchema } from '../../migrations/schema-version.ts';
import type { VersionedDatabase } from '../../versioned-database.ts';
import { toCells } from '../cell.ts';
import { totalRows } from '../count-rows.ts';
import { readTable } from '../read-table.ts';
import { toRowLine } from '../row-line.ts';
import { progressOf } from '../transfer-progress.ts';
import { type TransferTable, transferTables } from '../transfer-table.ts';
import type { AnySchema } from '../transferable-database.ts';
import { tableFileName, writeTableFile } from './table-file.ts';

/** Writes the files of one database into a folder: see `ArchiveInMaking.add`. */
export async function writeDatabase(
  folder: string,
  { name, database }: { name: DatabaseName; database: VersionedDatabase<AnySchema> },
  control: TransferControl,
): Promise<BackedUpDatabase> {
  await mkdir(join(folder, name));
  return database.transfer.snapshot(async (snapshot) => {
    const schema = transferTables(await database.transfer.readSchema(snapshot));
    const onBatch = progressOf(`backing up ${name}`, await totalRows(snapshot, schema), control);
    const applied = await readSchemaVersion(snapshot as unknown as Kysely<VersionedSchema>);
    const tables: BackedUpTable[] = [];
    for (const table of schema) {
      let rows = 0;
      const lines = linesOf(snapshot, table, (count) => {
        rows += count;
        onBatch(count);
      });
      const written = await writeTableFile(join(folder, tableFileName(name, table.name)), lines);
      tables.push({ table: table.name, columns: [...table.columns], rows, ...written });
    }
    return {
      database: name,
      engine: database.transfer.engine,
      migrations: [...(applied ?? [])].map(([migration, { checksum }]) => ({ name: migration, checksum })),
      tables,
    };
  });
}

async function* linesOf(
  database: Kysely<AnySchema>,
  table: TransferTable,
  onBatch: (rows: number) => void,
): AsyncGenerator<string> {
  for await (const page of readTable(database, table)) {
    let lines = '';
    for (const row of page) {
      lines += `${toRowLine(toCells(row, table.columns, { keepsNul: true }))}\n`;
    }
    yield lines;
    onBatch(page.length);
  }
}
