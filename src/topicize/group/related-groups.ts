import { type Centres, cosineOfCentres } from './unit-space.ts';

/** Centres that two topics' documents may share before they are called related. */
const relatedFrom = 0.2;
const mostRelated = 3;

/** The groups whose centres are nearest to that of one, nearest first. @param isTopic which of them count */
export function relatedGroups(centres: Centres, group: number, isTopic: (other: number) => boolean): number[] {
  return Array.from(centres.lengths, (_, number) => ({
    number,
    cosine: number === group || !isTopic(number) ? -1 : cosineOfCentres(centres, group, number),
  }))
    .filter(({ cosine }) => cosine >= relatedFrom)
    .sort((left, right) => right.cosine - left.cosine || left.number - right.number)
    .slice(0, mostRelated)
    .map(({ number }) => number);
}
