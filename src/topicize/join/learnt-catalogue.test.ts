import { expect, it } from 'vitest';
import { decodeLearnt, encodeLearnt, type LearntCatalogue } from './learnt-catalogue.ts';

const learnt: LearntCatalogue = {
  totals: { documents: 3, shaping: 2 },
  ...{ noise: 1, duplicates: 0, stems: ['хлеб', 'oven'], stemCounts: Int32Array.of(2, 3) },
  authors: { units: 3, people: ['user1', 'user2'], counts: [1, 2] },
  space: {
    ...{ dimensions: 2, mean: null },
    terms: {
      words: ['oven'],
      inverse: Float32Array.of(0.5),
      directions: Int8Array.of(127, -3),
      scales: Float32Array.of(0.1),
    },
  },
  groups: {
    ...{ ids: ['topic:tg:1:post:1'], languages: ['en'], terms: [[{ stem: 'oven', strength: 1.5 }]] },
    centres: {
      words: { values: Float32Array.of(1, 0), dimensions: 2, size: 1 },
      authors: [new Map([[1, 0.25]])],
      lengths: Float64Array.of(2),
    },
    halfway: Float64Array.of(0.25),
    typical: Float64Array.of(0.5),
  },
  quality: { coherence_npmi: 0.5, term_diversity: null },
  ...{ items: 3, justified: 2 },
};

it('comes back from its bytes as it was, wherever they lie in memory', () => {
  const bytes = encodeLearnt(learnt);
  for (const offset of [0, 1, 4]) {
    const shifted = new Uint8Array(offset + bytes.length);
    shifted.set(bytes, offset);
    expect(decodeLearnt(shifted.subarray(offset))).toEqual(learnt);
  }
});

it.each([
  ['nothing', null],
  ['no bytes', new Uint8Array(0)],
  ['other bytes', Uint8Array.of(1, 2, 3, 4, 5)],
  ['half of them', encodeLearnt(learnt).subarray(0, 100)],
  ['those of another format', Buffer.from(JSON.stringify({ ...learnt, format: 99 }))],
])('of %s nothing is learnt', (_, bytes) => {
  expect(decodeLearnt(bytes)).toBeNull();
});
