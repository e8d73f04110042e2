import { seededRandom } from '../lib/seeded-random.ts';
import { findCommunities } from './find-communities.ts';
import type { Units } from './mix-conversations.ts';
import { cosineOfRows, nearestNeighbours } from './nearest-neighbours.ts';
import { sampleUnits } from './sample-units.ts';
import { rowOf, type UnitVectors } from './unit-vectors.ts';

/** Neighbours a unit; fewer tear subjects apart, more join them. */
const neighbourCount = 15;
const resolution = 2;
/**
 * Units with fewer words find no subject: «yes, tomorrow» is near every other «tomorrow». They join the groups that others find.
 */
const richUnit = 20;
/** Where so few texts are long, shorter ones must do: at least this share of the units, and at least so many, find the groups. */
const leastShare = 0.3;
const leastUnits = 400;
/** Pairs that the similarity of unrelated texts is estimated from. */
const backgroundPairs = 20_000;

/** Groups of units about one subject, largest first; a unit that is near no other is in none. */
export function discoverGroups({ vectors, members, richness }: Units): number[][] {
  const enough = richEnough(richness);
  const sample = sampleUnits(vectors.size, (unit) => (richness[unit] ?? 0) >= enough && hasDirection(vectors, unit));
  if (sample.length < 2) {
    return [];
  }
  const compared = select(vectors, sample);
  const background = estimateBackground(compared);
  const communities = findCommunities(nearestNeighbours(compared, neighbourCount, background), { background, resolution });
  const groups = new Map<number, number[]>();
  for (const [place, community] of communities.entries()) {
    const unit = sample[place] ?? 0;
    if (community >= 0) {
      const group = groups.get(community);
      if (group) {
        group.push(unit);
      } else {
        groups.set(community, [unit]);
      }
    }
  }
  const documentsIn = (group: number[]) => group.reduce((sum, unit) => sum + (members[unit]?.length ?? 0), 0);
  return [...groups.values()].sort((left, right) => documentsIn(right) - documentsIn(left) || (left[0] ?? 0) - (right[0] ?? 0));
}

function richEnough(richness: Int32Array): number {
  const descending = richness.slice().sort().reverse();
  const last = Math.min(descending.length, Math.max(leastUnits, Math.ceil(descending.length * leastShare))) - 1;
  return Math.min(richUnit, descending[last] ?? 0);
}

function hasDirection(vectors: UnitVectors, row: number): boolean {
  return rowOf(vectors, row).some((value) => value !== 0);
}

function select({ values, dimensions }: UnitVectors, rows: number[]): UnitVectors {
  const selected = new Float32Array(rows.length * dimensions);
  for (const [place, row] of rows.entries()) {
    selected.set(values.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions);
  }
  return { values: selected, dimensions, size: rows.length };
}

/** Mean and two standard deviations of the cosine of random pairs, within 0.1 and 0.4. */
function estimateBackground(vectors: UnitVectors): number {
  const { size } = vectors;
  const random = seededRandom(size);
  let sum = 0;
  let squares = 0;
  for (let pair = 0; pair < backgroundPairs; pair++) {
    const left = Math.floor(random() * size);
    const right = (left + 1 + Math.floor(random() * (size - 1))) % size;
    const similarity = cosineOfRows(vectors, left, right);
    sum += similarity;
    squares += similarity * similarity;
  }
  const mean = sum / backgroundPairs;
  const deviation = Math.sqrt(Math.max(0, squares / backgroundPairs - mean * mean));
  return Math.min(0.4, Math.max(0.1, mean + 2 * deviation));
}
