import type { LearntTerms } from '../../ports/embedder.ts';

const most = 127;

/** A quarter of the space: each row as whole numbers up to 127 times what its largest one stands for. A cosine moves by less than 0.01. */
export function toSmallNumbers(rows: Float32Array, columns: number): Pick<LearntTerms, 'directions' | 'scales'> {
  const directions = new Int8Array(rows.length);
  const scales = new Float32Array(rows.length / columns);
  for (let row = 0; row < scales.length; row++) {
    const values = rows.subarray(row * columns, (row + 1) * columns);
    const largest = values.reduce((largestSoFar, value) => Math.max(largestSoFar, Math.abs(value)), 0);
    const scale = largest / most;
    scales[row] = scale;
    for (const [column, value] of values.entries()) {
      directions[row * columns + column] = scale === 0 ? 0 : Math.round(value / scale);
    }
  }
  return { directions, scales };
}

export function fromSmallNumbers(
  { directions, scales }: Pick<LearntTerms, 'directions' | 'scales'>,
  columns: number,
): Float32Array {
  const rows = new Float32Array(directions.length);
  for (let place = 0; place < rows.length; place++) {
    rows[place] = (directions[place] as number) * (scales[Math.floor(place / columns)] as number);
  }
  return rows;
}
