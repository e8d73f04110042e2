import { expect, test } from 'vitest';
import type { LoadedChannel } from '../read/load-documents.ts';
import { nameTopics } from './name-topics.ts';
import type { WordedDraft } from './word-drafts.ts';

const channel = { documents: [1, 2, 3].map((id) => ({ sourceRef: `tg:1:post:${id}` })) } as LoadedChannel;
const draft = { anchors: [1, 0], central: [2], places: [0, 1, 2] } as WordedDraft;

function name(elsewhere: string[], { used = [], drafts = [draft] }: { used?: string[]; drafts?: WordedDraft[] } = {}) {
  const topicStore = { takenIds: async (ids: readonly string[]) => new Set(ids.filter((id) => elsewhere.includes(id))) };
  return nameTopics(topicStore, { channel, drafts }, { kept: new Map(), used: new Set(used) });
}

test('a topic is named after its first anchor', async () => {
  expect(await name([])).toEqual(['topic:tg:1:post:2']);
});

test('an id that another catalogue has, or this one ever had, goes to no other topic', async () => {
  expect(await name(['topic:tg:1:post:2'])).toEqual(['topic:tg:1:post:1']);
  expect(await name(['topic:tg:1:post:2'], { used: ['topic:tg:1:post:1'] })).toEqual(['topic:tg:1:post:3']);
});

test('where every message names a topic, a number that is free tells them apart', async () => {
  const taken = [1, 2, 3].map((id) => `topic:tg:1:post:${id}`);
  const numbered = Array.from({ length: 80 }, (_, index) => `topic:tg:1:post:2:${index + 2}`);
  expect(await name([...taken, ...numbered], { drafts: [draft, draft] })).toEqual([
    'topic:tg:1:post:2:82',
    'topic:tg:1:post:2:83',
  ]);
});
