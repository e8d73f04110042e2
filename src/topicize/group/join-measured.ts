import type { MeasuredGroups } from './measure-groups.ts';
import type { Centres } from './unit-space.ts';

/** Groups of one space behind each other. */
export function joinMeasured(left: MeasuredGroups, right: MeasuredGroups): MeasuredGroups {
  return {
    centres: joinCentres(left.centres, right.centres),
    halfway: Float64Array.of(...left.halfway, ...right.halfway),
    typical: Float64Array.of(...left.typical, ...right.typical),
  };
}

function joinCentres(left: Centres, right: Centres): Centres {
  const { dimensions } = left.words;
  const size = left.words.size + right.words.size;
  const values = new Float32Array(size * dimensions);
  values.set(left.words.values);
  values.set(right.words.values, left.words.values.length);
  return {
    words: { values, dimensions, size },
    authors: [...left.authors, ...right.authors],
    lengths: Float64Array.of(...left.lengths, ...right.lengths),
  };
}
