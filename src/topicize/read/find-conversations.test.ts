import { describe, expect, test } from 'vitest';
import type { ThreadPlace } from '../../ports/raw-store.ts';
import { findConversations } from './find-conversations.ts';

function place(messageId: number, parentId: number | null, more: Partial<ThreadPlace> = {}): ThreadPlace {
  const date = new Date(Date.UTC(2026, 0, 1, 0, messageId)).toISOString();
  return {
    space: 'post',
    messageId,
    parentId,
    threadId: parentId ?? messageId,
    forumTopicId: null,
    authorId: null,
    date,
    ...more,
  };
}

function conversationsOf(places: ThreadPlace[]): string[][] {
  const members = new Map<string, string[]>();
  for (const [key, root] of findConversations(places).conversations) {
    members.set(root, [...(members.get(root) ?? []), key]);
  }
  return [...members.values()];
}

test('messages that answer each other, directly or not, are one conversation', () => {
  expect(conversationsOf([place(1, null), place(2, 1), place(3, 2), place(4, null)])).toEqual([['post:1', 'post:2', 'post:3']]);
});

test('answering the opening message of a forum topic joins nothing', () => {
  expect(conversationsOf([place(5, 4, { forumTopicId: 4 }), place(6, 4, { forumTopicId: 4 })])).toEqual([]);
});

test('a missing message that many answer is taken for a forum topic, one that few answer for a conversation', () => {
  const answers = (count: number) => Array.from({ length: count }, (_, index) => place(10 + index, 9));
  expect(conversationsOf(answers(60)).flat()).toHaveLength(60);
  expect(conversationsOf(answers(61))).toEqual([]);
});

test('of an excerpt of a channel, its habits are those of the whole', () => {
  const answers = [place(10, 9), place(11, 9)];
  const keysOf = (unseenTopics: string[], isTalk = false) => [
    ...findConversations([...answers, place(12, null, { authorId: 'a' }), place(13, null, { authorId: 'a' })], {
      ...{ isTalk, unseenTopics },
    }).conversations.keys(),
  ];
  expect(keysOf([])).toEqual(['post:10', 'post:11']);
  expect(keysOf(['post:9'])).toEqual([]);
  expect(keysOf(['post:9'], true)).toEqual(['post:12', 'post:13']);
  const crowd = Array.from({ length: 61 }, (_, index) => place(10 + index, 9));
  expect(findConversations(crowd).unseenTopics).toEqual(['post:9']);
});

test('answers in a circle end', () => {
  expect(conversationsOf([place(1, 2), place(2, 1)]).flat()).toHaveLength(2);
});

describe('where people talk', () => {
  const talk = [place(1, null, { authorId: 'a' }), place(2, 1, { authorId: 'b' }), place(3, null, { authorId: 'c' })];

  test('what one person writes within half an hour is one conversation, and what she writes later another', () => {
    expect(conversationsOf([...talk, place(20, null, { authorId: 'c' }), place(90, null, { authorId: 'c' })])).toEqual([
      ['post:1', 'post:2'],
      ['post:3', 'post:20'],
    ]);
  });

  test('another room is another conversation', () => {
    expect(conversationsOf([...talk, place(4, null, { authorId: 'c', forumTopicId: 77 })])).toEqual([['post:1', 'post:2']]);
  });

  test('a program that posts all day makes conversations of twenty messages', () => {
    const posts = Array.from({ length: 60 }, (_, index) => place(10 + index, null, { authorId: 'bot' }));
    const answers = Array.from({ length: 6 }, (_, index) => place(200 + index, 1, { authorId: 'b' }));
    expect(conversationsOf([...talk, ...posts, ...answers]).map(({ length }) => length)).toEqual([8, 20, 20, 20]);
  });

  test('authors who never answer each other do not talk: each of their posts stands alone', () => {
    const posts = Array.from({ length: 40 }, (_, index) => place(index + 1, null, { authorId: `author ${index % 4}` }));
    const found = findConversations(posts);
    expect([found.isTalk, found.conversations.size]).toEqual([false, 0]);
  });
});
