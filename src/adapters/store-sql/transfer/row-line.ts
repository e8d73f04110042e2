import type { Cell } from './cell.ts';

/** What JSON has no number for. */
const specialNumbers = ['NaN', 'Infinity', '-Infinity'] as const;

/**
 * A row as one line of JSON, the same whatever engine it came from: an array of cells; bytes are `{"base64": …}`, numbers without a
 * form in JSON `{"number": …}`.
 */
export function toRowLine(cells: readonly Cell[]): string {
  return JSON.stringify(cells.every(isPlain) ? cells : cells.map(toJson));
}

/** @returns null when the line is not what `toRowLine` writes for that many cells */
export function fromRowLine(line: string, count: number): Cell[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || parsed.length !== count) {
    return null;
  }
  const cells: Cell[] = [];
  for (const value of parsed) {
    const cell = fromJson(value);
    if (cell === undefined) {
      return null;
    }
    cells.push(cell);
  }
  return cells;
}

function isPlain(cell: Cell): boolean {
  return cell === null || typeof cell === 'string' || (typeof cell === 'number' && Number.isFinite(cell));
}

function toJson(cell: Cell): unknown {
  if (cell instanceof Uint8Array) {
    return { base64: Buffer.from(cell).toString('base64') };
  }
  return isPlain(cell) ? cell : { number: String(cell) };
}

function fromJson(value: unknown): Cell | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number') {
    return value;
  }
  const { base64, number } = value as { base64?: unknown; number?: unknown };
  if (typeof base64 === 'string') {
    return Buffer.from(base64, 'base64');
  }
  const special = specialNumbers.find((name) => name === number);
  return special === undefined ? undefined : Number(special);
}
