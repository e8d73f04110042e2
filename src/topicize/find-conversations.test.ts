import { expect, test } from 'vitest';
import type { ThreadPlace } from '../ports/raw-store.ts';
import { findConversations } from './find-conversations.ts';

function place(messageId: number, parentId: number | null, forumTopicId: number | null = null): ThreadPlace {
  return { space: 'post', messageId, parentId, threadId: parentId ?? messageId, forumTopicId, authorId: null };
}

test('messages that answer each other, directly or not, are one conversation', () => {
  const found = findConversations([place(1, null), place(2, 1), place(3, 2), place(4, null)]);
  expect([...found.keys()]).toEqual(['post:1', 'post:2', 'post:3']);
  expect(new Set(found.values()).size).toBe(1);
});

test('answering the opening message of a forum topic joins nothing', () => {
  expect(findConversations([place(5, 4, 4), place(6, 4, 4)]).size).toBe(0);
});

test('a missing message that many answer is taken for a forum topic, one that few answer for a conversation', () => {
  const answers = (count: number) => Array.from({ length: count }, (_, index) => place(10 + index, 9));
  expect(findConversations(answers(60)).size).toBe(60);
  expect(findConversations(answers(61)).size).toBe(0);
});

test('answers in a circle end', () => {
  expect(findConversations([place(1, 2), place(2, 1)]).size).toBe(2);
});
