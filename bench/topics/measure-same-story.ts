import { chooseThreshold } from './choose-threshold.ts';
import { measureF1 } from './measure-f1.ts';
import type { ContestPair } from './read-contest-pairs.ts';

/**
 * How well a score tells pairs of the same story from others: F1 where the threshold for each pair was chosen on all the others, so that no
 * pair has a say in its own judgement.
 */
export function measureSameStory(pairs: readonly ContestPair[], score: (first: string, second: string) => number): number {
  const scored = pairs.map(({ first, second, isSame }) => ({ score: score(first, second), isSame }));
  return measureF1(
    scored.map((pair) => ({
      isSame: pair.isSame,
      isTaken: pair.score > chooseThreshold(scored.filter((other) => other !== pair)),
    })),
  );
}
