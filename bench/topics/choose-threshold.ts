import { measureF1 } from './measure-f1.ts';

export interface ScoredPair {
  score: number;
  isSame: boolean;
}

/**
 * The threshold above which pairs are taken for the same so that F1 is highest: of the midpoints between neighbouring scores the middle one of
 * those that do best.
 */
export function chooseThreshold(pairs: readonly ScoredPair[]): number {
  const scores = [...new Set(pairs.map(({ score }) => score))].sort((left, right) => left - right);
  const midpoints = scores.slice(1).map((score, place) => (score + (scores[place] ?? score)) / 2);
  const tried = midpoints.map((threshold) => ({
    threshold,
    f1: measureF1(pairs.map(({ score, isSame }) => ({ isSame, isTaken: score > threshold }))),
  }));
  const best = Math.max(...tried.map(({ f1 }) => f1));
  const bests = tried.filter(({ f1 }) => f1 === best);
  // Where all scores are equal no threshold tells anything.
  return bests[Math.floor(bests.length / 2)]?.threshold ?? scores[0] ?? 0;
}
