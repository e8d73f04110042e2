import { seededRandom } from '../../src/lib/seeded-random.ts';
import type { TermVector, TermVectors } from './weigh-terms.ts';

const rounds = 40;

/**
 * Spherical k-means with k-means++ starts; of `starts` runs the one with the highest sum of cosines.
 *
 * @returns the cluster of each row
 */
export function clusterByKMeans(
  { rows, size }: TermVectors,
  { clusters, starts }: { clusters: number; starts: number },
): Int32Array {
  const random = seededRandom(42);
  let best: { group: Int32Array; sum: number } = { group: new Int32Array(rows.length), sum: -1 };
  for (let start = 0; start < starts; start++) {
    const run = runOnce(rows, size, { clusters, random });
    best = run.sum > best.sum ? run : best;
  }
  return best.group;
}

function runOnce(
  rows: TermVector[],
  size: number,
  { clusters, random }: { clusters: number; random: () => number },
): { group: Int32Array; sum: number } {
  let centres = chooseStarts(rows, size, { clusters, random });
  const group = new Int32Array(rows.length);
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    sum = 0;
    let moved = 0;
    for (const [place, row] of rows.entries()) {
      const cosines = centres.map((centre) => dot(row, centre));
      const nearest = cosines.indexOf(Math.max(...cosines));
      sum += cosines[nearest] ?? 0;
      moved += group[place] === nearest ? 0 : 1;
      group[place] = nearest;
    }
    if (moved === 0) {
      break;
    }
    centres = meanOf(rows, group, centres);
  }
  return { group, sum };
}

function chooseStarts(
  rows: TermVector[],
  size: number,
  { clusters, random }: { clusters: number; random: () => number },
): Float32Array[] {
  const centres: Float32Array[] = [];
  const distances = new Float64Array(rows.length).fill(1);
  while (centres.length < clusters) {
    let left = random() * distances.reduce((sum, distance) => sum + distance, 0);
    let chosen = 0;
    while (chosen < rows.length - 1 && left > (distances[chosen] ?? 0)) {
      left -= distances[chosen] ?? 0;
      chosen++;
    }
    const centre = new Float32Array(size);
    const row = rows[chosen];
    for (const [index, term] of (row?.terms ?? []).entries()) {
      centre[term] = row?.weights[index] ?? 0;
    }
    centres.push(centre);
    for (const [place, other] of rows.entries()) {
      distances[place] = Math.min(distances[place] ?? 1, Math.max(0, 1 - dot(other, centre)) ** 2);
    }
  }
  return centres;
}

function meanOf(rows: TermVector[], group: Int32Array, before: Float32Array[]): Float32Array[] {
  const sums = before.map(({ length }) => new Float32Array(length));
  for (const [place, { terms, weights }] of rows.entries()) {
    const sum = sums[group[place] ?? 0];
    for (const [index, term] of terms.entries()) {
      if (sum) {
        sum[term] = (sum[term] ?? 0) + (weights[index] ?? 0);
      }
    }
  }
  return sums.map((sum, place) => {
    const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
    return length > 0 ? sum.map((value) => value / length) : (before[place] ?? sum);
  });
}

function dot({ terms, weights }: TermVector, centre: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < terms.length; index++) {
    sum += (weights[index] ?? 0) * (centre[terms[index] ?? 0] ?? 0);
  }
  return sum;
}
