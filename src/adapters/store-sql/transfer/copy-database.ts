import type { Kysely } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type {
  CopiedTable,
  CopyOptions,
  DatabaseComparison,
  DatabaseCopy,
  TransferControl,
} from '../../../ports/database-copy.ts';
import { compareTables } from './compare-tables.ts';
import { type CopyEnds, cellRules, nameInNotes, requireDifferent } from './copy-ends.ts';
import type { CopyNote } from './copy-note.ts';
import { copyRows, removeGoneRows } from './copy-rows.ts';
import { totalRows } from './count-rows.ts';
import { progressOf } from './transfer-progress.ts';
import { commonTables, type TransferTable } from './transfer-table.ts';
import type { AnySchema } from './transferable-database.ts';

/** See `DatabaseCopying.copy`. The target itself says how far a copy got: what is there and alike is not written again. */
export async function copyDatabase(ends: CopyEnds, options: CopyOptions & TransferControl): Promise<DatabaseCopy> {
  const { name, source, target, clock } = ends;
  requireDifferent(ends);
  return source.transfer.snapshot(async (snapshot) => {
    await target.history.upgrade();
    const live = await target.read(async (database) => database);
    const tables = commonTables(await source.transfer.readSchema(snapshot), await target.transfer.readSchema(live));
    const note: CopyNote = {
      source: await nameInNotes(ends),
      startedAt: instantFromDate(clock.now()),
      finishedAt: null,
      tables: {},
    };
    await target.transfer.writeNote(JSON.stringify(note));
    const sides = {
      source: snapshot,
      target: live,
      rules: cellRules(ends),
      write: (work: (transaction: Kysely<AnySchema>) => Promise<void>) => target.write(work),
      onBatch: progressOf(`copying ${name}`, await totalRows(snapshot, tables), options),
    };
    const removals = new Map<TransferTable, { removed: number; left: number }>();
    // Children first: no row may refer to one that is gone.
    for (const table of tables.toReversed()) {
      removals.set(table, await removeGoneRows(sides, table));
    }
    const copied: CopiedTable[] = [];
    for (const table of tables) {
      const { removed, left } = removals.get(table) ?? { removed: 0, left: 0 };
      const { added, changed, source: summary } = await copyRows(sides, table, { isTargetEmpty: left === 0 });
      copied.push({ table: table.name, ...summary, added, changed, removed });
      note.tables[table.name] = { columns: [...table.columns], checksum: summary.checksum };
    }
    await target.transfer.settle();
    note.finishedAt = instantFromDate(clock.now());
    await target.transfer.writeNote(JSON.stringify(note));
    return {
      database: name,
      source: source.transfer.location,
      target: target.transfer.location,
      tables: copied,
      comparison: options.isVerified ? await compareWith(ends, snapshot, options) : null,
    };
  });
}

/** See `DatabaseCopying.compare`. */
export async function compareDatabase(ends: CopyEnds, control: TransferControl): Promise<DatabaseComparison> {
  requireDifferent(ends);
  const { name, source, target } = ends;
  if (!target.transfer.exists()) {
    throw new TgParserError('schema_outdated', `${target.transfer.location} does not exist: there is nothing to compare with`, {
      hint: `Run "tg-parser db copy --db ${name}" without --dry-run first.`,
    });
  }
  return source.transfer.snapshot((snapshot) => compareWith(ends, snapshot, control));
}

async function compareWith(ends: CopyEnds, snapshot: Kysely<AnySchema>, control: TransferControl): Promise<DatabaseComparison> {
  const { name, source, target } = ends;
  return target.transfer.snapshot(async (other) => {
    const tables = commonTables(await source.transfer.readSchema(snapshot), await target.transfer.readSchema(other));
    const sides = {
      source: snapshot,
      target: other,
      rules: cellRules(ends),
      onBatch: progressOf(`comparing ${name}`, await totalRows(snapshot, tables), control),
    };
    const comparisons = [];
    for (const table of tables) {
      comparisons.push(await compareTables(sides, table));
    }
    return {
      database: name,
      source: source.transfer.location,
      target: target.transfer.location,
      isEqual: comparisons.every(({ first, ...both }) => first === null && both.source.checksum === both.target.checksum),
      tables: comparisons,
    };
  });
}
