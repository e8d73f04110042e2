import { expect, it } from 'vitest';
import { mergeAlike } from './merge-alike.ts';
import type { UnitSpace } from './unit-space.ts';

/** Units in the plane, by their angles in degrees. */
function spaceOf(angles: number[]): UnitSpace {
  const values = Float32Array.from(
    angles.flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]),
  );
  return { words: { values, dimensions: 2, size: angles.length }, authors: null, authorWeight: 0 };
}

it('what a large sample fell apart into is one group, of the theme of the larger one', () => {
  const groups = [
    { units: [0], theme: 0 },
    { units: [1, 2], theme: 1 },
    { units: [3, 4], theme: 2 },
  ];
  expect(mergeAlike(spaceOf([5, 0, 2, 90, 95]), groups)).toEqual([
    { units: [0, 1, 2], theme: 1 },
    { units: [3, 4], theme: 2 },
  ]);
});

it('groups that lie apart stay as they are, and so does what was given', () => {
  const groups = [0, 1, 2].map((unit) => ({ units: [unit], theme: 0 }));
  expect(mergeAlike(spaceOf([0, 60, 120]), groups)).toEqual(groups);
  const alike = [0, 1].map((unit) => ({ units: [unit], theme: 0 }));
  mergeAlike(spaceOf([0, 1]), alike);
  expect(alike.map(({ units }) => units)).toEqual([[0], [1]]);
});

it('a chain of neighbours is not one group: each merge is measured by the centre of what was merged', () => {
  const groups = [0, 1, 2].map((unit) => ({ units: [unit], theme: 0 }));
  expect(mergeAlike(spaceOf([0, 38, 80]), groups).map(({ units }) => units)).toEqual([[0, 1], [2]]);
});
