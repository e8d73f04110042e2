import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { createThreadExcerpt } from './thread-excerpt.ts';

const dayOf = (id: number) => new Date(Date.UTC(2026, 0, id)).toISOString().replace('.000', '');
const refOf = (id: number) => `tg:${channelId}:post:${id}`;

/** Posts 1 to 60, one a day. @param parents by message id */
async function openPosts(parents: Record<number, number>) {
  const { rawStore } = await openTemporaryDatabases();
  const messages = Array.from({ length: 60 }, (_, index) => {
    const id = index + 1;
    const parentId = parents[id] ?? null;
    return newMessage(id, { place: { date: dayOf(id), parentId, threadId: parentId ?? id } });
  });
  await rawStore.writeChunk(channelId, (chunk) => chunk.insert(messages, noon));
  return rawStore;
}

const idsOf = (places: { messageId: number }[]) => places.map(({ messageId }) => messageId);

test('what was written since a time is there, with all that it answers, and nothing else', async () => {
  const rawStore = await openPosts({ 59: 40, 40: 7, 30: 7 });
  const threads = await createThreadExcerpt(rawStore, { channelId, from: dayOf(58) });
  expect(idsOf(threads.places())).toEqual([7, 40, 58, 59, 60]);
  await threads.add([30, 58].map(refOf));
  expect(idsOf(threads.places())).toEqual([7, 30, 40, 58, 59, 60]);
});

test('answers in a circle, and to what is not there, end', async () => {
  const rawStore = await openPosts({ 10: 20, 20: 10, 30: 4_000 });
  const threads = await createThreadExcerpt(rawStore, { channelId, from: null });
  expect(threads.places()).toEqual([]);
  await threads.add([10, 30].map(refOf));
  expect(idsOf(threads.places())).toEqual([10, 20, 30]);
});

test('a comment brings the post that it is about', async () => {
  const rawStore = await openPosts({});
  const comment = (id: number, parentId: number) =>
    newMessage(id, { place: { space: 'comment', date: dayOf(60), parentId, threadId: 5 } });
  await rawStore.writeChunk(channelId, (chunk) => chunk.insert([comment(70, 5), comment(71, 70)], noon));
  const threads = await createThreadExcerpt(rawStore, { channelId, from: null });
  await threads.add([`tg:${channelId}:comment:71`]);
  expect(threads.places().map(({ space, messageId }) => `${space}:${messageId}`)).toEqual([
    'post:5',
    'comment:70',
    'comment:71',
  ]);
});
