import { expect, test } from 'vitest';
import type { MessagePlace } from '../ports/raw-store.ts';
import { assignThreads } from './assign-threads.ts';

function place(messageId: number, parentId: number | null, forumTopicTitle: string | null = null): MessagePlace {
  return {
    space: 'post',
    messageId,
    isService: forumTopicTitle !== null,
    date: '2026-01-01T00:00:00Z',
    parentId,
    threadId: messageId,
    forumTopicId: null,
    forumTopicTitle,
    albumId: null,
    albumKey: null,
    hasText: true,
  };
}

function threadsOf(places: MessagePlace[], known = new Map<number, MessagePlace>()) {
  return Object.fromEntries(
    assignThreads(places, known).map(({ messageId, threadId, forumTopicId }) => [messageId, [threadId, forumTopicId]]),
  );
}

test('an answer is in the thread of the message answered, however deep', () => {
  expect(threadsOf([place(1, null), place(2, 1), place(3, 2), place(4, null)])).toEqual({
    1: [1, null],
    2: [1, null],
    3: [1, null],
    4: [4, null],
  });
});

test('a missing message stands for the root until it is known', () => {
  expect(threadsOf([place(5, 3), place(6, 5)])).toEqual({ 5: [3, null], 6: [3, null] });
});

test('an answer to the opening of a forum topic belongs to the topic and opens a thread of its own', () => {
  expect(threadsOf([place(1, null, 'Tyres'), place(2, 1), place(3, 2), place(4, 1)])).toEqual({
    1: [1, 1],
    2: [2, 1],
    3: [2, 1],
    4: [4, 1],
  });
});

test('an answer to itself or to a later message is no answer', () => {
  expect(threadsOf([place(1, 2), place(2, 2), place(3, 1)])).toEqual({ 1: [1, null], 2: [2, null], 3: [1, null] });
});

test('settled messages outside of the batch pass on their thread and topic', () => {
  const known = new Map([[3, { ...place(3, 1), threadId: 1, forumTopicId: 9 }]]);
  expect(threadsOf([place(5, 3)], known)).toEqual({ 5: [1, 9] });
});
