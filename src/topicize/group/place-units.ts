import { type MeasuredGroups, membershipScore } from './measure-groups.ts';
import { cosineToCentre, type UnitSpace } from './unit-space.ts';
import { hasDirection } from './unit-vectors.ts';

/** Units that belong together. */
export interface UnitGroup {
  units: readonly number[];
  /** Its units stay, whatever they score: the run before, or a person, placed them. */
  isSettled: boolean;
}

/** Where each unit belongs. */
export interface Placement {
  /** The group of each unit, -1 for none. */
  group: Int32Array;
  /** The group that each unit is nearest to, member or not; -1 for a unit without any known word, or when there are no groups. */
  nearest: Int32Array;
  /** How surely it belongs to its group, or to the nearest one. */
  score: Float32Array;
}

export interface PlacementWork {
  groups: readonly UnitGroup[];
  measured: MeasuredGroups;
  /** Score of a member. */
  minimum: number;
  /** Whether a unit that is of no group may join one. What was outside before stays there: its fate does not hang on what others do. */
  mayJoin: (unit: number) => boolean;
}

/**
 * Gives each unit to the group that it is of, when that is settled or it scores enough there; else to the nearest one, when it scores
 * enough there; else to none.
 */
export function placeUnits(space: UnitSpace, { groups, measured, minimum, mayJoin }: PlacementWork): Placement {
  const { size } = space.words;
  const home = new Int32Array(size).fill(-1);
  for (const [group, { units }] of groups.entries()) {
    for (const unit of units) {
      home[unit] = group;
    }
  }
  const placement = {
    group: new Int32Array(size).fill(-1),
    nearest: new Int32Array(size).fill(-1),
    score: new Float32Array(size),
  };
  for (let unit = 0; unit < size; unit++) {
    const own = home[unit] as number;
    const isSettled = own >= 0 && groups[own]?.isSettled === true;
    if (own < 0 && !hasDirection(space.words, unit)) {
      continue;
    }
    const first = own >= 0 ? { group: own, score: scoreIn(unit, own) } : nearestOf(unit);
    const best = own >= 0 && !isSettled && first.score < minimum ? nearestOf(unit) : first;
    placement.nearest[unit] = best.group;
    placement.score[unit] = isSettled ? Math.max(minimum, best.score) : best.score;
    const belongs = isSettled || (best.score >= minimum && (own >= 0 || mayJoin(unit)));
    placement.group[unit] = belongs ? best.group : -1;
  }
  return placement;

  function nearestOf(unit: number): { group: number; score: number } {
    let group = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < groups.length; other++) {
      const cosine = cosineToCentre(space, unit, measured.centres, other);
      if (cosine > highest) {
        group = other;
        highest = cosine;
      }
    }
    return { group, score: group < 0 ? 0 : membershipScore(measured, group, highest) };
  }

  function scoreIn(unit: number, group: number): number {
    return membershipScore(measured, group, cosineToCentre(space, unit, measured.centres, group));
  }
}
