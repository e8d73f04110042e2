import type { Kysely } from 'kysely';
import type { TransferControl } from '../../../ports/database-copy.ts';
import { describeDifferences } from '../../../ports/describe-differences.ts';
import type { CellRules } from './cell.ts';
import { compareTables } from './compare-tables.ts';
import { type CopyEnds, cellRules, nameInNotes, requireDifferent } from './copy-ends.ts';
import { type CopyNote, parseCopyNote } from './copy-note.ts';
import { totalRows } from './count-rows.ts';
import { readTable } from './read-table.ts';
import { TableDigest } from './table-digest.ts';
import { progressOf } from './transfer-progress.ts';
import { commonTables, type TransferTable, transferTables } from './transfer-table.ts';
import type { AnySchema } from './transferable-database.ts';

/**
 * Why a copy would destroy what cannot be had again: the target holds rows that no copy of this source brought, or it was changed
 * after the last one. Null when nothing can be lost.
 */
export async function copyObstacle(ends: CopyEnds, control: TransferControl): Promise<string | null> {
  requireDifferent(ends);
  const target = ends.target.transfer;
  if (!target.exists()) {
    return null;
  }
  const note = parseCopyNote(await target.readNote());
  const source = await nameInNotes(ends);
  return target.look(async (database) => {
    const tables = transferTables(await target.readSchema(database));
    const rows = await totalRows(database, tables);
    if (rows === 0) {
      return null;
    }
    const holds = `${target.location} holds ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
    if (note === null) {
      return `${holds} that no copy brought`;
    }
    if (note.source !== source) {
      return `${holds} that were copied from ${note.source}, not from ${source}`;
    }
    const changed = await changedTable(database, {
      tables,
      note,
      rules: cellRules(ends),
      onBatch: progressOf(`looking at the target of ${ends.name}`, rows, control),
    });
    return changed === null
      ? null
      : `${target.location} was changed after the copy of ${note.finishedAt}: ${await firstDifference(ends, changed)}`;
  });
}

/** The note tells that a table is another one, not where. */
async function firstDifference({ source, target, ...ends }: CopyEnds, name: string): Promise<string> {
  const comparison = await source.transfer.snapshot((snapshot) =>
    target.transfer.look(async (database) => {
      const table = commonTables(await source.transfer.readSchema(snapshot), await target.transfer.readSchema(database)).find(
        (one) => one.name === name,
      );
      const rules = cellRules({ source, target, ...ends });
      return table ? compareTables({ source: snapshot, target: database, rules, onBatch: () => {} }, table) : null;
    }),
  );
  return comparison?.first ? describeDifferences(comparison) : `table ${name}`;
}

/** Of a copy that was stopped nobody knows what it would have left behind. */
async function changedTable(
  database: Kysely<AnySchema>,
  {
    tables,
    note,
    rules,
    onBatch,
  }: { tables: readonly TransferTable[]; note: CopyNote; rules: CellRules; onBatch: (rows: number) => void },
): Promise<string | null> {
  if (note.finishedAt === null) {
    return null;
  }
  for (const [name, { columns, checksum }] of Object.entries(note.tables)) {
    const table = tables.find((one) => one.name === name);
    if (!table || columns.some((column) => !table.columns.includes(column))) {
      return name;
    }
    const digest = new TableDigest({ ...table, columns }, rules);
    for await (const page of readTable(database, table, { columns })) {
      digest.add(page);
      onBatch(page.length);
    }
    if (digest.summary().checksum !== checksum) {
      return name;
    }
  }
  return null;
}
