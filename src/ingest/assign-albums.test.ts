import { expect, test } from 'vitest';
import type { MessagePlace } from '../ports/raw-store.ts';
import { assignAlbums } from './assign-albums.ts';

function media(
  messageId: number,
  {
    date = '2026-01-01T00:00:00Z',
    key = 'visual',
    hasText = false,
  }: { date?: string; key?: string | null; hasText?: boolean } = {},
): MessagePlace {
  return {
    space: 'post',
    messageId,
    isService: false,
    date,
    parentId: null,
    threadId: messageId,
    forumTopicId: null,
    forumTopicTitle: null,
    albumId: null,
    albumKey: key,
    hasText,
  };
}

const albumsOf = (places: MessagePlace[]) => assignAlbums(places).map(({ albumId }) => albumId);

test('consecutive media of one second and one author are an album named after its first message', () => {
  expect(albumsOf([media(4), media(5), media(6)])).toEqual([4, 4, 4]);
});

test('a gap in the ids, another second, another author or a message without groupable media ends an album', () => {
  expect(albumsOf([media(1), media(3)])).toEqual([null, null]);
  expect(albumsOf([media(1), media(2, { date: '2026-01-01T00:00:01Z' })])).toEqual([null, null]);
  expect(albumsOf([media(1), media(2, { key: 'files' })])).toEqual([null, null]);
  expect(albumsOf([media(1), media(2, { key: null }), media(3)])).toEqual([null, null, null]);
});

test('up to ten members may all have captions', () => {
  expect(new Set(albumsOf(Array.from({ length: 10 }, (_, index) => media(index + 1, { hasText: true }))))).toEqual(
    new Set([1]),
  );
});

test('a longer run is several albums, each beginning with its caption', () => {
  const run = Array.from({ length: 12 }, (_, index) =>
    media(index + 1, { hasText: index === 0 || index === 4 || index === 5 }),
  );
  expect(albumsOf(run)).toEqual([1, 1, 1, 1, null, 6, 6, 6, 6, 6, 6, 6]);
});

test('a longer run without captions is cut after ten members', () => {
  const run = Array.from({ length: 13 }, (_, index) => media(index + 1));
  expect(albumsOf(run)).toEqual([...Array(10).fill(1), 11, 11, 11]);
});

test('albums that their source names are believed, whatever their times say', () => {
  const told = (id: number, album: string, second: number) =>
    media(id, { key: `["visual",null,null]#group ${album}`, date: `2026-01-01T00:00:0${second}Z` });
  expect(albumsOf([told(1, '7', 0), told(2, '7', 1), told(3, '8', 1), told(4, '8', 1)])).toEqual([1, 1, 3, 3]);
});

test('an album of which one source says the name and another nothing stays one', () => {
  const [guessed, told] = ['["visual","channel5",null]', '["visual","channel5",null]#group 7'];
  expect(albumsOf([media(1, { key: guessed }), media(2, { key: told }), media(3, { key: guessed })])).toEqual([1, 1, 1]);
  expect(albumsOf([media(1, { key: '["visual","channel5",null]#first 1' }), media(2, { key: told })])).toEqual([1, 1]);
});
