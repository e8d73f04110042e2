import { describe, expect, test } from 'vitest';
import { topicPair } from '../../domain/merge-proposal.ts';
import type { LearntGroups } from '../join/learnt-catalogue.ts';
import { findNearPairs } from './find-near-pairs.ts';

/** Topics on a circle, by their angles in degrees; members of all of them are within `reach`. */
function groupsAt(angles: Record<string, number>, reaches: Record<string, number> = {}): LearntGroups {
  const ids = Object.keys(angles);
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const rows = ids.map((id) => radians(angles[id] ?? 0)).flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
  const halfway = Float64Array.from(ids, (id) => Math.cos(radians(reaches[id] ?? 30)));
  return {
    ids,
    languages: ids.map(() => 'en'),
    terms: ids.map(() => []),
    centres: {
      words: { values: Float32Array.from(rows), dimensions: 2, size: ids.length },
      authors: ids.map(() => new Map()),
      lengths: new Float64Array(ids.length).fill(1),
    },
    halfway,
    typical: halfway.map((cosine) => cosine + 0.05),
  };
}

const all = (groups: LearntGroups) => ({ eligible: new Set(groups.ids), asked: new Set(groups.ids) });

describe('findNearPairs', () => {
  test('pairs what is near both ways, each pair once, by ids', () => {
    const groups = groupsAt({ c: 0, a: 20, far: 90 });
    expect(findNearPairs(groups, all(groups))).toEqual([topicPair('a', 'c')]);
  });

  test('a wide topic that has a narrow one in reach, and not the other way round, is no neighbour', () => {
    const groups = groupsAt({ wide: 0, narrow: 20 }, { wide: 40, narrow: 5 });
    expect(findNearPairs(groups, all(groups))).toEqual([]);
  });

  test('takes the two nearest of each topic that is asked about, and no other', () => {
    const groups = groupsAt({ new: 0, d: 4, c: -3, b: 2, a: 25 });
    const found = findNearPairs(groups, { ...all(groups), asked: new Set(['new']) });
    expect(found).toEqual([topicPair('b', 'new'), topicPair('c', 'new')]);
    const asked = new Set(groups.ids);
    expect(findNearPairs(groups, { eligible: asked, asked }).length).toBeLessThanOrEqual(2 * groups.ids.length);
  });

  test('leaves out topics that may not be paired, such as retired ones, on both sides', () => {
    const groups = groupsAt({ a: 0, retired: 1, b: 10 });
    const found = findNearPairs(groups, { eligible: new Set(['a', 'b']), asked: new Set(groups.ids) });
    expect(found).toEqual([topicPair('a', 'b')]);
  });

  test('does not depend on the order of the groups', () => {
    const angles = { a: 0, b: 0, c: 0, d: 0, e: 15 };
    const [groups, reversed] = [groupsAt(angles), groupsAt(Object.fromEntries(Object.entries(angles).reverse()))];
    expect(findNearPairs(reversed, all(reversed))).toEqual(findNearPairs(groups, all(groups)));
  });
});
