import { createHash } from 'node:crypto';
import { type CellRules, toCells } from './cell.ts';
import { toRowLine } from './row-line.ts';
import type { TransferTable } from './transfer-table.ts';
import type { Row } from './transferable-database.ts';

export interface TableSummary {
  rows: number;
  /** `sha256:<hex>` of all rows in the order of their keys: equal on both engines when the rows are. */
  checksum: string;
}

/** Takes the rows of a table in the order of their keys. */
export class TableDigest {
  readonly #hash = createHash('sha256');
  readonly #columns: readonly string[];
  readonly #rules: CellRules;
  #rows = 0;

  constructor({ columns }: TransferTable, rules: CellRules) {
    this.#columns = columns;
    this.#rules = rules;
  }

  add(rows: readonly Row[]): void {
    let lines = '';
    for (const row of rows) {
      lines += `${toRowLine(toCells(row, this.#columns, this.#rules))}\n`;
    }
    this.#hash.update(lines);
    this.#rows += rows.length;
  }

  summary(): TableSummary {
    return { rows: this.#rows, checksum: `sha256:${this.#hash.copy().digest('hex')}` };
  }
}
