import type { Kysely } from 'kysely';
import type { TableComparison, TableDifference } from '../../../ports/database-copy.ts';
import { type CellRules, isChanged } from './cell.ts';
import { leftRows, pairRows, rightRows } from './pair-rows.ts';
import { readTable } from './read-table.ts';
import { TableDigest } from './table-digest.ts';
import type { TransferTable } from './transfer-table.ts';
import type { AnySchema, Row } from './transferable-database.ts';

export interface ComparedSides {
  /** One state of the source. */
  source: Kysely<AnySchema>;
  target: Kysely<AnySchema>;
  rules: CellRules;
  /** Called between batches; throws to stop. */
  onBatch: (rows: number) => void;
}

/** Reads a table on both sides to the end. Nothing is changed. */
export async function compareTables(sides: ComparedSides, table: TransferTable): Promise<TableComparison> {
  const { source, target, rules } = sides;
  const digests = { source: new TableDigest(table, rules), target: new TableDigest(table, rules) };
  const counts = { missing: 0, changed: 0, extra: 0 };
  let first: TableDifference | null = null;
  for await (const pairs of pairRows(readTable(source, table), readTable(target, table), table.key)) {
    for (const { left, right } of pairs) {
      const kind =
        right === null ? 'missing' : left === null ? 'extra' : isChanged(left, right, table.columns, rules) ? 'changed' : null;
      if (kind !== null) {
        counts[kind] += 1;
        first ??= { kind, key: keyOf((left ?? right) as Row, table), column: firstColumn(left, right, table, rules) };
      }
    }
    digests.source.add(leftRows(pairs));
    digests.target.add(rightRows(pairs));
    sides.onBatch(pairs.length);
  }
  return { table: table.name, source: digests.source.summary(), target: digests.target.summary(), ...counts, first };
}

function keyOf(row: Row, { key }: TransferTable): TableDifference['key'] {
  return Object.fromEntries(key.map((column) => [column, row[column] as string | number]));
}

function firstColumn(left: Row | null, right: Row | null, { columns }: TransferTable, rules: CellRules): string | null {
  return left && right ? (columns.find((column) => isChanged(left, right, [column], rules)) ?? null) : null;
}
