import { expect, test } from 'vitest';
import { joinReposts } from './join-reposts.ts';
import type { LoadedDocument } from './load-documents.ts';

interface Said {
  hash: string;
  date?: string;
  duplicateOf?: string;
  length?: number;
}

/** What becomes a duplicate of what, by source_ref, when channels say so: `1:7` is message 7 of channel 1. */
function joined(said: Record<string, Said>): Record<string, string | null> {
  const documents = Object.entries(said).map(
    ([sourceRef, { date = '2026-01-01T00:00:00Z', duplicateOf = null, length = 80 }]): LoadedDocument => ({
      ...{ sourceRef, channelId: sourceRef.split(':')[0] ?? '', messageId: sourceRef.split(':')[1] ?? '', messageType: 'post' },
      ...{
        date,
        length,
        language: 'en',
        stems: Int32Array.from([1, 2, 3]),
        headlineStems: 3,
        leadStems: 3,
        contentOrder: 0,
        isNoise: false,
        duplicateOf,
      },
      ...{ authorId: null, conversation: null, threadId: null, parentId: null },
    }),
  );
  joinReposts(
    documents,
    Object.values(said).map(({ hash }) => hash),
  );
  return Object.fromEntries(documents.map(({ sourceRef, duplicateOf }) => [sourceRef, duplicateOf]));
}

test('a text that two channels have belongs to the one that had it first', () => {
  const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  expect(joined({ '1:1': { hash: 'a', date: late }, '2:1': { hash: 'a', date: early }, '2:2': { hash: 'b' } })).toEqual({
    '1:1': '2:1',
    '2:1': null,
    '2:2': null,
  });
});

test('of texts of one moment the first by source_ref is the original', () => {
  expect(joined({ '1:1': { hash: 'a' }, '2:1': { hash: 'a' } })).toEqual({ '1:1': null, '2:1': '1:1' });
});

test('what repeats a repost in its own channel goes with it', () => {
  const early = '2025-01-01T00:00:00Z';
  expect(
    joined({
      '1:1': { hash: 'a' },
      '1:2': { hash: 'nearly a', duplicateOf: '1:1' },
      '2:1': { hash: 'nearly a', date: early },
      '3:1': { hash: 'a' },
    }),
  ).toEqual({ '1:1': '2:1', '1:2': '2:1', '2:1': null, '3:1': '2:1' });
});

test('what one channel repeats by itself stays as it was settled there', () => {
  expect(joined({ '1:1': { hash: 'a', date: '2026-02-01T00:00:00Z' }, '1:2': { hash: 'a', duplicateOf: '1:1' } })).toEqual({
    '1:1': null,
    '1:2': '1:1',
  });
});

test('short words are said in every channel and taken from none', () => {
  expect(joined({ '1:1': { hash: 'a', length: 14 }, '2:1': { hash: 'a', length: 14 } })).toEqual({ '1:1': null, '2:1': null });
});
