import { dotOfRows, rowOf, type UnitVectors } from './unit-vectors.ts';
import type { AuthorVectors } from './weigh-authors.ts';

/** Where units lie: by their words, and by who takes part in them. */
export interface UnitSpace {
  words: UnitVectors;
  /** Null where people do not talk. */
  authors: AuthorVectors | null;
  /** How much people count beside words; a cosine is that of both vectors, one behind the other. */
  authorWeight: number;
}

/** What the units of each group have in common: the sum of their vectors, brought to length one. */
export interface Centres {
  words: UnitVectors;
  authors: Map<number, number>[];
  /** Length of the sum, by group. */
  lengths: Float64Array;
}

export function cosineOfUnits(space: UnitSpace, unit: number, other: number): number {
  const words = dotOfRows(space.words, unit, space.words, other);
  if (space.authors === null) {
    return words;
  }
  const people = sharedPeople(space.authors, unit, other);
  return (words + space.authorWeight ** 2 * people) / Math.sqrt(squareOf(space, unit) * squareOf(space, other));
}

export function centresOf(space: UnitSpace, groups: readonly (readonly number[])[]): Centres {
  const { dimensions } = space.words;
  const words = { values: new Float32Array(groups.length * dimensions), dimensions, size: groups.length };
  const authors = groups.map((units, group) => sumOf(space, units, rowOf(words, group)));
  const lengths = Float64Array.from(authors, (people, group) => {
    const squares = dotOfRows(words, group, words, group) + [...people.values()].reduce((sum, weight) => sum + weight ** 2, 0);
    return Math.sqrt(squares);
  });
  for (const [group, people] of authors.entries()) {
    const factor = 1 / (lengths[group] || 1);
    const centre = rowOf(words, group);
    for (let d = 0; d < dimensions; d++) {
      centre[d] = (centre[d] as number) * factor;
    }
    for (const [person, weight] of people) {
      people.set(person, weight * factor);
    }
  }
  return { words, authors, lengths };
}

/** Adds the units' words to `centre`. @returns the people of the sum */
function sumOf(space: UnitSpace, units: readonly number[], centre: Float32Array): Map<number, number> {
  const people = new Map<number, number>();
  for (const unit of units) {
    const factor = 1 / Math.sqrt(squareOf(space, unit));
    const row = rowOf(space.words, unit);
    for (let d = 0; d < row.length; d++) {
      centre[d] = (centre[d] as number) + factor * (row[d] as number);
    }
    for (const [index, person] of space.authors?.people[unit]?.entries() ?? []) {
      const weight = factor * space.authorWeight * (space.authors?.weights[unit]?.[index] ?? 0);
      people.set(person, (people.get(person) ?? 0) + weight);
    }
  }
  return people;
}

export function cosineToCentre(space: UnitSpace, unit: number, { words, authors }: Centres, group: number): number {
  let sum = dotOfRows(space.words, unit, words, group);
  if (space.authors !== null) {
    const known = authors[group];
    for (const [index, person] of space.authors.people[unit]?.entries() ?? []) {
      sum += space.authorWeight * (space.authors.weights[unit]?.[index] ?? 0) * (known?.get(person) ?? 0);
    }
  }
  return sum / Math.sqrt(squareOf(space, unit));
}

/** @param others of the other one; default: those of the first */
export function cosineOfCentres(centres: Centres, group: number, other: number, others = centres): number {
  let sum = dotOfRows(centres.words, group, others.words, other);
  for (const [person, weight] of centres.authors[group] ?? []) {
    sum += weight * (others.authors[other]?.get(person) ?? 0);
  }
  return sum;
}

function squareOf({ authors, authorWeight }: UnitSpace, unit: number): number {
  return (authors?.people[unit]?.length ?? 0) > 0 ? 1 + authorWeight ** 2 : 1;
}

/** Both lists ascend. */
function sharedPeople({ people, weights }: AuthorVectors, unit: number, other: number): number {
  const left = people[unit] as Int32Array;
  const right = people[other] as Int32Array;
  let sum = 0;
  for (let first = 0, second = 0; first < left.length && second < right.length; ) {
    const difference = (left[first] as number) - (right[second] as number);
    if (difference === 0) {
      sum += (weights[unit]?.[first] ?? 0) * (weights[other]?.[second] ?? 0);
      first++;
      second++;
    } else if (difference < 0) {
      first++;
    } else {
      second++;
    }
  }
  return sum;
}
