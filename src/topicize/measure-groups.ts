import { addTo, type Units } from './mix-conversations.ts';
import { cosineOfRows } from './nearest-neighbours.ts';
import { normalise, rowOf, type UnitVectors } from './unit-vectors.ts';

/** Where groups lie, and what is near for each of them. */
export interface MeasuredGroups {
  centres: UnitVectors;
  /** Mean cosine to the centre of the group's own documents. */
  inside: Float32Array;
  /** Mean cosine to the centre of all documents of the channel. */
  background: Float32Array;
}

/** Documents that the background is estimated from; spread evenly. */
const mostSampled = 5_000;

/** @param documents documents in their context */
export function measureGroups(groups: number[][], units: Units, documents: UnitVectors): MeasuredGroups {
  const { dimensions } = documents;
  const centres = { values: new Float32Array(groups.length * dimensions), dimensions, size: groups.length };
  const inside = new Float32Array(groups.length);
  const background = new Float32Array(groups.length);
  const stride = Math.max(1, Math.ceil(documents.size / mostSampled));
  for (const [group, unitsOfGroup] of groups.entries()) {
    const centre = rowOf(centres, group);
    for (const unit of unitsOfGroup) {
      addTo(centre, rowOf(units.vectors, unit), Math.sqrt(units.members[unit]?.length ?? 0));
    }
    normalise(centre);
    const places = unitsOfGroup.flatMap((unit) => units.members[unit] ?? []);
    inside[group] = meanCosine(documents, places, centre);
    const sampled = Array.from({ length: Math.ceil(documents.size / stride) }, (_, index) => index * stride);
    background[group] = meanCosine(documents, sampled, centre);
  }
  return { centres, inside, background };
}

/**
 * How surely a document belongs to a group, 0 to 1. A raw cosine cannot be a gate: typical members lie at 0.4 in a channel of
 * short Russian messages and at 0.8 in one of long English posts. So the cosine is placed between what any document of the
 * channel has (t = 0) and what the group's own documents have on average (t = 1), and put through a logistic curve:
 * score = 1 / (1 + e^(−4 (t − 0.5))). Half-way scores 0.5, a typical member 0.88, a stranger 0.12.
 */
export function membershipScore({ inside, background }: MeasuredGroups, group: number, cosine: number): number {
  const floor = background[group] ?? 0;
  const span = Math.max(0.05, (inside[group] ?? 1) - floor);
  return 1 / (1 + Math.exp(-4 * ((cosine - floor) / span - 0.5)));
}

export function cosineToGroup(vectors: UnitVectors, row: number, { centres }: MeasuredGroups, group: number): number {
  const { dimensions } = vectors;
  const start = row * dimensions;
  const centre = group * dimensions;
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    sum += (vectors.values[start + d] as number) * (centres.values[centre + d] as number);
  }
  return sum;
}

/** Cosine of two centres. */
export function cosineOfGroups({ centres }: MeasuredGroups, left: number, right: number): number {
  return cosineOfRows(centres, left, right);
}

function meanCosine(documents: UnitVectors, places: number[], centre: Float32Array): number {
  let sum = 0;
  for (const place of places) {
    const row = rowOf(documents, place);
    for (let d = 0; d < centre.length; d++) {
      sum += (row[d] ?? 0) * (centre[d] ?? 0);
    }
  }
  return places.length > 0 ? sum / places.length : 0;
}
