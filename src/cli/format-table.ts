import Table from 'cli-table3';
import { oneLine } from './one-line.ts';

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Rows as aligned columns, the first row being the heading; control characters in cells are dropped. */
export function formatTable(rows: (string | number | null)[][]): string[] {
  const table = new Table({ chars: noBorders, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] } });
  table.push(...rows.map((row) => row.map((cell) => (cell === null ? '' : oneLine(String(cell))))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
