import { describe, expect, test } from 'vitest';
import { chooseThreshold } from './choose-threshold.ts';
import { measureF1 } from './measure-f1.ts';
import { measureSameStory } from './measure-same-story.ts';

/** Pairs whose texts are their score. */
function pairsOf(scores: Record<string, boolean>) {
  return Object.entries(scores).map(([first, isSame]) => ({ first, second: '', isSame }));
}

describe('measureF1', () => {
  test('it counts what was taken rightly twice, and each mistake once', () => {
    const pairs = [
      { isSame: true, isTaken: true },
      { isSame: true, isTaken: true },
      { isSame: true, isTaken: false },
      { isSame: false, isTaken: true },
      { isSame: false, isTaken: false },
    ];
    expect(measureF1(pairs)).toBeCloseTo(4 / 6, 12);
    expect(measureF1([])).toBe(0);
  });
});

describe('chooseThreshold', () => {
  test('it lies midway between the pairs that it tells apart', () => {
    const pairs = [0.1, 0.3, 0.7, 0.9].map((score) => ({ score, isSame: score > 0.5 }));
    expect(chooseThreshold(pairs)).toBeCloseTo(0.5, 12);
  });

  test('of thresholds that are equally good it is the middle one', () => {
    const pairs = [false, true, false, false, true].map((isSame, score) => ({ score, isSame }));
    // 0.5 and 3.5 both give 2/3, and of two the upper one is taken.
    expect(chooseThreshold(pairs)).toBeCloseTo(3.5, 12);
  });

  test('equal scores give their own', () => {
    expect(chooseThreshold([0.4, 0.4].map((score) => ({ score, isSame: true })))).toBe(0.4);
  });
});

describe('measureSameStory', () => {
  test('scores that tell apart what is far apart are right about every pair', () => {
    const pairs = pairsOf({ '0.1': false, '0.15': false, '0.2': false, '0.8': true, '0.85': true, '0.9': true });
    expect(measureSameStory(pairs, (first) => Number(first))).toBe(1);
  });

  test('a pair has no say in its own threshold', () => {
    // Chosen on all five, 0.55 would be right about each. Without one of its neighbours the gap is wider, and its middle on the wrong side of it.
    const pairs = pairsOf({ '0.1': false, '0.5': false, '0.6': true, '0.8': true, '0.9': true });
    expect(measureSameStory(pairs, (first) => Number(first))).toBeCloseTo(4 / 6, 12);
  });
});
