import { toUnitLength } from '../../lib/to-unit-length.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import { dotOfRows, hasDirection, rowOf, type UnitVectors } from '../group/unit-vectors.ts';
import type { TargetText } from './gather-targets.ts';
import { shareWords } from './share-words.ts';

/** What lies in the direction of some texts, and how near is near there. As of groups, see `membershipScore`. */
export interface Aim {
  direction: UnitVectors;
  halfway: Float64Array;
  typical: Float64Array;
}

export interface TextsToAim {
  texts: readonly TargetText[];
  /** Where their vectors are among those of all targets. */
  rows: readonly number[];
}

/** Units that are surely about it, of all: more would be of its neighbours. */
const mostSeedsShare = 0.05;
const fewestSeeds = 3;
/** How near to the best units a seed is, from the background on. */
const seedShare = 0.6;
/** Standard deviations above the background. */
const aboveBackground = 2;
const seedAboveBackground = 3;
/** The nearest units; a subject that a channel has shows in more than one of them. */
const nearestLookedAt = 5;
const nearestAveraged = 3;
/** Share of the words that the nearest units have on average. Subjects that a channel does not have stayed below 0.12 of news in English. */
const fewestWords = 0.15;
/** Cosine of texts without a common language: only vectors that know both of them get so near. */
const wordlessCosine = 0.4;
/** From the background to what is typical: a higher one finds fewer of the sections of news, a lower one mixes them up. */
const halfwayShare = 0.2;
/** What is all of one piece still tells near from far. */
const leastSpan = 0.05;

/**
 * Finds the units that some texts are about. A sentence shares few words with messages on its subject, so it is taken to the nearest of them,
 * and the direction of both together tells who else belongs. Neither cosine is a gate by itself: each is placed between the
 * background, which nearly all units of the channel make, and the best region.
 *
 * @returns null when no unit is about it
 */
export function aimTarget(grouped: GroupedChannel, { texts, rows }: TextsToAim): Aim | null {
  const { units, space, targetVectors } = grouped;
  const shaping = units.flatMap(({ isNoise }, unit) => (!isNoise && hasDirection(space.words, unit) ? [unit] : []));
  const query = sumOfRows([[targetVectors, rows]]);
  if (shaping.length === 0 || !hasDirection(query, 0)) {
    return null;
  }
  const cosines = cosinesTo(query);
  const ground = backgroundOf(cosines);
  const ranked = [...shaping].sort((left, right) => (cosines[right] as number) - (cosines[left] as number) || left - right);
  const nearest = mean(ranked.slice(0, nearestAveraged).map((unit) => cosines[unit] as number));
  const words = texts.map((text) => shareWords(grouped, text));
  const isWordless = texts.every(({ stems }) => stems.length === 0);
  const wordsOf = (unit: number) => Math.max(...words.map((shares) => shares[unit] as number));
  if (isWordless ? nearest < wordlessCosine : mean(ranked.slice(0, nearestLookedAt).map(wordsOf)) < fewestWords) {
    return null;
  }
  const floor = Math.max(
    ground.middle + seedAboveBackground * ground.deviation,
    ground.middle + seedShare * (nearest - ground.middle),
  );
  const seeds = ranked
    .slice(0, Math.max(fewestSeeds, Math.ceil(shaping.length * mostSeedsShare)))
    .filter((unit) => (cosines[unit] as number) >= floor && (isWordless || wordsOf(unit) > 0));
  if (seeds.length === 0) {
    return null;
  }
  const centre = sumOfRows([[space.words, seeds]]);
  const direction = sumOfRows([
    [query, [0]],
    [centre, [0]],
  ]);
  return calibrate(direction, seeds);

  function calibrate(towards: UnitVectors, own: readonly number[]): Aim {
    const all = cosinesTo(towards);
    const { middle, deviation } = backgroundOf(all);
    const base = middle + aboveBackground * deviation;
    const usual = quantile(Float64Array.from(own, (unit) => all[unit] as number).sort(), 0.5);
    const halfway = base + halfwayShare * (usual - base);
    return {
      direction: towards,
      halfway: Float64Array.of(halfway),
      typical: Float64Array.of(Math.max(usual, halfway + leastSpan)),
    };
  }

  function cosinesTo(towards: UnitVectors): Float64Array {
    return Float64Array.from(units, (_, unit) => dotOfRows(space.words, unit, towards, 0));
  }

  /** By the lower half: what lies in the direction is in the upper one, however much it is. */
  function backgroundOf(all: Float64Array): { middle: number; deviation: number } {
    const ascending = Float64Array.from(shaping, (unit) => all[unit] as number).sort();
    const middle = quantile(ascending, 0.5);
    return { middle, deviation: middle - quantile(ascending, 0.16) };
  }
}

function sumOfRows(parts: readonly (readonly [UnitVectors, readonly number[]])[]): UnitVectors {
  const dimensions = parts[0]?.[0].dimensions ?? 0;
  const values = new Float32Array(dimensions);
  for (const [vectors, rows] of parts) {
    for (const row of rows) {
      for (const [place, value] of rowOf(vectors, row).entries()) {
        values[place] = (values[place] as number) + value;
      }
    }
  }
  return { values: toUnitLength(values), dimensions, size: 1 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function quantile(ascending: Float64Array, share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}
