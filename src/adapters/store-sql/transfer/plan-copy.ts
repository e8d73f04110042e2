import type { Kysely } from 'kysely';
import type { CopyPlan, TransferControl } from '../../../ports/database-copy.ts';
import { type CopyEnds, requireDifferent } from './copy-ends.ts';
import { copyObstacle } from './copy-obstacle.ts';
import { countRows } from './count-rows.ts';
import { lengthOf, readTable } from './read-table.ts';
import { type TransferTable, transferTables } from './transfer-table.ts';
import type { AnySchema, TransferableDatabase } from './transferable-database.ts';

/** From SQLite to PostgreSQL, measured on two cores; between files it takes half as long. */
const rowsPerSecond = 60_000;
const bytesPerSecond = 120_000_000;

/** See `DatabaseCopying.plan`. */
export async function planCopy(ends: CopyEnds, control: TransferControl): Promise<CopyPlan> {
  requireDifferent(ends);
  const { name, source, target } = ends;
  const { migrations } = await target.history.planUpgrade();
  const targetRows = await countTarget(target.transfer);
  return source.transfer.snapshot(async (snapshot) => {
    const tables: CopyPlan['tables'] = [];
    let estimatedBytes = 0;
    let rows = 0;
    for (const table of transferTables(await source.transfer.readSchema(snapshot))) {
      const sourceRows = await countRows(snapshot, table);
      tables.push({ table: table.name, sourceRows, targetRows: targetRows.get(table.name) ?? 0 });
      estimatedBytes += Math.round(sourceRows * (await meanLength(snapshot, table)));
      rows += sourceRows;
    }
    return {
      database: name,
      source: source.transfer.location,
      target: target.transfer.location,
      migrations: migrations.map((migration) => migration.name),
      tables,
      estimatedBytes,
      estimatedSeconds: Math.ceil(rows / rowsPerSecond + estimatedBytes / bytesPerSecond),
      obstacle: await copyObstacle(ends, control),
    };
  });
}

async function countTarget(target: TransferableDatabase): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  if (target.exists()) {
    await target.look(async (database) => {
      for (const table of transferTables(await target.readSchema(database))) {
        counts.set(table.name, await countRows(database, table));
      }
    });
  }
  return counts;
}

/** Of the first rows. */
async function meanLength(database: Kysely<AnySchema>, table: TransferTable): Promise<number> {
  for await (const page of readTable(database, table)) {
    return page.reduce((sum, row) => sum + lengthOf(row), 0) / page.length;
  }
  return 0;
}
