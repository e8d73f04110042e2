import { expect, it } from 'vitest';
import type { ThreadPlace } from '../../ports/raw-store.ts';
import { findConversations } from '../read/find-conversations.ts';
import { findCompany } from './find-company.ts';

const refOf = (id: number) => `tg:1:post:${id}`;

/** @param parents by message id; days from the first message on are its id */
function companyOf(parents: Record<number, number>, fresh: number[]) {
  const places = Array.from({ length: 60 }, (_, index): ThreadPlace => {
    const messageId = index + 1;
    const date = new Date(Date.UTC(2026, 0, messageId)).toISOString();
    const parentId = parents[messageId] ?? null;
    return { space: 'post', messageId, parentId, threadId: messageId, forumTopicId: null, authorId: null, date };
  });
  return findCompany(
    { places, ...findConversations(places) },
    { channelId: '1', fresh: new Set(fresh.map(refOf)), mostDays: 3 },
  );
}

it('names the rest of the conversations that new messages are part of, however old', () => {
  const { together } = companyOf({ 5: 2, 50: 5, 40: 39, 51: 50 }, [50]);
  expect(together).toEqual([2, 5, 51].map(refOf));
});

it('names what was written shortly before a new message, and how many days', () => {
  const { shortlyBefore } = companyOf({}, [20, 22, 59]);
  expect(shortlyBefore).toEqual(
    new Map([
      ...[17, 18, 19].map((id) => [refOf(id), 20 - id] as const),
      [refOf(21), 1],
      ...[56, 57, 58].map((id) => [refOf(id), 59 - id] as const),
    ]),
  );
});

it('of nothing new there is no company', () => {
  expect(companyOf({ 5: 2 }, [])).toEqual({ together: [], shortlyBefore: new Map() });
});
