import { type Centres, centresOf, cosineToCentre, type UnitSpace } from './unit-space.ts';

/** Where groups lie, and what is near for each of them. */
export interface MeasuredGroups {
  centres: Centres;
  /** Cosine to the centre that scores 0.5. */
  halfway: Float64Array;
  /** Cosine that a typical member has, which scores 0.9. */
  typical: Float64Array;
}

/** Share of the units that founded a group which it lets go. */
const lostShare = 0.05;
/** Of fewer units nothing can be told: what is to join them must be as alike as texts of one story are. */
const fewestMeasured = 3;
const strangersCosine = 0.5;
/** Standard deviations above what units of other groups have on average. */
const aboveBackground = 2;
/** Groups that are all of one piece still tell near from far. */
const leastSpan = 0.05;
/** Units that the background is estimated from. */
const mostSampled = 1_000;

export function measureGroups(space: UnitSpace, groups: readonly (readonly number[])[]): MeasuredGroups {
  const centres = centresOf(space, groups);
  const sample = groups
    .flat()
    .sort((left, right) => left - right)
    .slice(0, mostSampled);
  const halfway = new Float64Array(groups.length);
  const typical = new Float64Array(groups.length);
  for (const [group, units] of groups.entries()) {
    const own = Float64Array.from(units, (unit) => cosineWithoutItself(space, unit, centres, group)).sort();
    const members = new Set(units);
    const others = sample.filter((unit) => !members.has(unit)).map((unit) => cosineToCentre(space, unit, centres, group));
    const usual = units.length < fewestMeasured ? strangersCosine : quantile(own, lostShare);
    halfway[group] = Math.max(usual, background(others));
    typical[group] = Math.max(quantile(own, 0.5), (halfway[group] ?? 0) + leastSpan);
  }
  return { centres, halfway, typical };
}

/**
 * How surely a unit belongs to a group, 0 to 1. A raw cosine cannot be a gate: typical members lie at 0.4 in a channel of
 * short Russian messages and at 0.8 in one of long English posts. So it is placed between the cosine that all but a few of the group's
 * own units exceed (t = 0, score 0.5) and their median (t = 1, score 0.9), and put through a logistic curve: score = 1 / (1 + 9^−t).
 */
export function membershipScore(
  { halfway, typical }: Pick<MeasuredGroups, 'halfway' | 'typical'>,
  group: number,
  cosine: number,
): number {
  const floor = halfway[group] ?? 0;
  const span = (typical[group] ?? 1) - floor;
  return 1 / (1 + 9 ** (-(cosine - floor) / span));
}

/** A unit makes part of its group's centre: against the sum of the others it is measured as a stranger is. */
function cosineWithoutItself(space: UnitSpace, unit: number, centres: Centres, group: number): number {
  const length = centres.lengths[group] ?? 0;
  const along = length * cosineToCentre(space, unit, centres, group);
  const rest = Math.sqrt(Math.max(0, length * length - 2 * along + 1));
  return rest > 1e-6 ? (along - 1) / rest : 0;
}

function background(cosines: number[]): number {
  if (cosines.length === 0) {
    return 0;
  }
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const variance = cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / cosines.length;
  return mean + aboveBackground * Math.sqrt(variance);
}

function quantile(ascending: Float64Array, share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}
