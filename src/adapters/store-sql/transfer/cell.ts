import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Row } from './transferable-database.ts';

/** A value as both engines give it: booleans as 0 and 1, moments and JSON as text. */
export type Cell = null | number | string | Uint8Array;

export interface CellRules {
  /** False when a database that is part of it is on PostgreSQL, whose text has no NUL: it becomes U+FFFD, as on import. */
  keepsNul: boolean;
}

/**
 * The cells of a row in the order of `columns`.
 *
 * @throws TgParserError `storage_corrupt` for a value that tg-parser stores nowhere
 */
export function toCells(row: Row, columns: readonly string[], rules: CellRules): Cell[] {
  const cells = new Array<Cell>(columns.length);
  for (let index = 0; index < columns.length; index += 1) {
    cells[index] = toCell(row[columns[index] as string], rules);
  }
  return cells;
}

export function toCell(value: unknown, { keepsNul }: CellRules): Cell {
  switch (typeof value) {
    case 'string':
      return keepsNul || !value.includes('\0') ? value : value.replaceAll('\0', '\ufffd');
    case 'number':
      // SQLite keeps no sign of a zero.
      return value === 0 ? 0 : value;
    case 'boolean':
      return value ? 1 : 0;
    case 'bigint':
      return Number(value);
    default:
      if (value === null || value === undefined) {
        return null;
      }
      if (value instanceof Uint8Array) {
        return value;
      }
      throw new TgParserError('storage_corrupt', `A stored value is neither text, number nor bytes: ${String(value)}`);
  }
}

function areSameCells(left: Cell, right: Cell): boolean {
  return (
    Object.is(left, right) || (left instanceof Uint8Array && right instanceof Uint8Array && Buffer.compare(left, right) === 0)
  );
}

/** Whether two rows differ in one of the columns. */
export function isChanged(left: Row, right: Row, columns: readonly string[], rules: CellRules): boolean {
  return columns.some((column) => !areSameCells(toCell(left[column], rules), toCell(right[column], rules)));
}
