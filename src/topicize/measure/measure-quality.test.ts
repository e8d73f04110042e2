import { expect, test } from 'vitest';
import type { LoadedChannel } from '../read/load-documents.ts';
import { measureQuality } from './measure-quality.ts';

const stems = ['rye', 'oven', 'chain', 'brake'];
const document = (sourceRef: string, places: number[], isNoise = false) => ({
  ...{ sourceRef, isNoise, stems: Int32Array.from(places), duplicateOf: null },
});
const channel = {
  documents: [
    document('1', [0, 1]),
    document('2', [0, 1]),
    document('3', [2]),
    document('4', [3]),
    document('5', [2, 3], true),
  ],
  stems,
} as unknown as LoadedChannel;
const draft = (...terms: number[]) => ({ terms: terms.map((term) => ({ stem: stems[term] ?? '', strength: 1 })) });
const bundle = (topic_id: string, ...refs: string[]) => ({ topic_id, items: refs.map((source_ref) => ({ source_ref })) });
const now = { bundles: [bundle('a', '1', '2'), bundle('b', '3')], outside: [{ sourceRef: '4' }, { sourceRef: '5' }] } as never;
const nothing = { topics: [], known: new Set<string>() };

test('terms are looked at in the documents that shape topics: what is noise says nothing', () => {
  // rye and oven always meet: 1; chain and brake never do: −1.
  expect(measureQuality(channel, [draft(0, 1), draft(2, 3)], now, nothing)).toEqual({
    ...{ coherence_npmi: 0, term_diversity: 1, outside_share: 0.4, stability: null },
  });
  expect(measureQuality(channel, [draft(0, 1), draft(0, 3)], now, nothing)).toMatchObject({ term_diversity: 0.75 });
});

test('a catalogue is compared with the one before by the documents of both, outside being a group', () => {
  const items = new Map(['1', '2', '3', 'gone'].map((ref) => [ref, {}]));
  const earlier = { topics: [{ card: { id: 'a' }, items }], known: new Set(['1', '2', '3', '4', 'gone']) } as never;
  // 1 2 3 | 4 became 1 2 | 3 | 4: pairs 3 and 1, 1 in both, 3 · 1 / 6 by chance: (1 − 0.5) / (2 − 0.5).
  expect(measureQuality(channel, [], now, earlier).stability).toEqual({ kept_share: 0.75, adjusted_rand_index: 0.3333 });
});

test('of nothing nothing is said', () => {
  const empty = { ...channel, documents: [] };
  expect(measureQuality(empty, [], { bundles: [], outside: [] }, nothing)).toEqual({
    ...{ coherence_npmi: null, term_diversity: null, outside_share: null, stability: null },
  });
});
