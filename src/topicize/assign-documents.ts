import { cosineToGroup, type MeasuredGroups, membershipScore } from './measure-groups.ts';
import type { Units } from './mix-conversations.ts';
import type { UnitVectors } from './unit-vectors.ts';

export interface Assignment {
  /** The group of each document, -1 for none. */
  group: Int32Array;
  /** The group that each document is nearest to, member or not; -1 when there are no groups. */
  nearest: Int32Array;
  /** How surely it belongs to its group, or to the nearest one. */
  score: Float32Array;
}

/**
 * Gives each document to the group it was found in, when it scores enough there; else to the group where it scores most, when
 * that is enough; else to none.
 */
export function assignDocuments(
  { groups, measured, minimum }: { groups: number[][]; measured: MeasuredGroups; minimum: number },
  units: Units,
  documents: UnitVectors,
): Assignment {
  const home = homeGroups(groups, units, documents.size);
  const assignment = {
    group: new Int32Array(documents.size).fill(-1),
    nearest: new Int32Array(documents.size).fill(-1),
    score: new Float32Array(documents.size),
  };
  for (let place = 0; place < documents.size; place++) {
    let best = home[place] ?? -1;
    let bestScore = best >= 0 ? scoreIn(place, best) : 0;
    if (best < 0 || bestScore < minimum) {
      for (let group = 0; group < groups.length; group++) {
        const score = scoreIn(place, group);
        if (score > bestScore || best < 0) {
          best = group;
          bestScore = score;
        }
      }
    }
    assignment.nearest[place] = best;
    assignment.score[place] = bestScore;
    assignment.group[place] = bestScore >= minimum ? best : -1;
  }
  return assignment;

  function scoreIn(place: number, group: number): number {
    return membershipScore(measured, group, cosineToGroup(documents, place, measured, group));
  }
}

function homeGroups(groups: number[][], units: Units, size: number): Int32Array {
  const home = new Int32Array(size).fill(-1);
  for (const [group, unitsOfGroup] of groups.entries()) {
    for (const unit of unitsOfGroup) {
      for (const place of units.members[unit] ?? []) {
        home[place] = group;
      }
    }
  }
  return home;
}
