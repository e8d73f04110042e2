import type { GroupedChannel } from '../group/grouped-channel.ts';
import { membershipScore } from '../group/measure-groups.ts';
import { dotOfRows } from '../group/unit-vectors.ts';
import { aimTarget, type TextsToAim } from './aim-target.ts';
import type { GatheredTarget, TargetText } from './gather-targets.ts';

/** What is nearly an example belongs as surely as anything. */
const exampleScore = 0.95;
const exampleCosine = 0.95;
/** Share of all words of both texts that they have in common. */
const exampleWords = 0.8;

/**
 * How surely each unit belongs to each target, 0 to 1. What an exclusion is nearer to does not belong at all, unless it is nearly an example.
 * Only words count: who takes part in a conversation says nothing of what somebody had in mind.
 */
export function matchTargets(grouped: GroupedChannel): Float32Array[] {
  let row = 0;
  return grouped.targets.map((target) => {
    const first = row;
    row += 1 + target.examples.length + target.exclusions.length;
    return matchTarget(grouped, target, first);
  });
}

/** @param first place of the target's vectors among those of all */
function matchTarget(grouped: GroupedChannel, { about, examples, exclusions }: GatheredTarget, first: number): Float32Array {
  const { units, space, targetVectors } = grouped;
  const rowsFrom = (start: number, texts: readonly TargetText[]) => texts.map((_, index) => start + index);
  const own = [about, ...examples];
  const scores = scoreUnits({ texts: own, rows: rowsFrom(first, own) });
  const against = exclusions.map((text, index) => scoreUnits({ texts: [text], rows: [first + own.length + index] }));
  return scores.map((score, unit) => {
    if (examples.some((example, index) => isNearly(unit, example, first + 1 + index))) {
      return Math.max(score, exampleScore);
    }
    return against.some((other) => (other[unit] as number) > score) ? 0 : score;
  });

  function scoreUnits(texts: TextsToAim): Float32Array {
    const aim = aimTarget(grouped, texts);
    return Float32Array.from(units, (_, unit) =>
      aim === null ? 0 : membershipScore(aim, 0, dotOfRows(space.words, unit, aim.direction, 0)),
    );
  }

  function isNearly(unit: number, { stems }: TargetText, row: number): boolean {
    const known = new Set(stems);
    const theirs = units[unit]?.stems ?? new Int32Array(0);
    const shared = theirs.reduce((count, stem) => count + (known.has(stem) ? 1 : 0), 0);
    return (
      (shared > 0 && shared >= exampleWords * (known.size + theirs.length - shared)) ||
      dotOfRows(space.words, unit, targetVectors, row) >= exampleCosine
    );
  }
}
