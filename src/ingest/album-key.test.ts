import { expect, test } from 'vitest';
import type { RawMessage } from '../domain/raw-message.ts';
import { albumBond, albumKey } from './album-key.ts';

const photo: RawMessage = {
  id: '1',
  message_type: 'post',
  source_ref: 'tg:5:post:1',
  channel_id: '5',
  date: '2026-01-01T00:00:00Z',
  text: '',
  media: { kind: 'photo' },
};

test('a message that its source says to be alone is in no album, whatever its neighbours are', () => {
  expect(albumKey({ ...photo, grouped_id: null })).toBeNull();
  expect(albumKey({ ...photo, grouped_id: '13' })).not.toBeNull();
});

test('a name with the marks of a key in it changes nothing', () => {
  const author = { name: 'a]#group 1' };
  const [guessed, told] = [albumKey({ ...photo, author }) ?? '', albumKey({ ...photo, author, grouped_id: '13' }) ?? ''];
  expect(albumBond(guessed, guessed)).toBe('possible');
  expect(albumBond(guessed, told)).toBe('possible');
  expect(albumBond(told, told)).toBe('told');
  expect(albumBond(told, albumKey({ ...photo, author, grouped_id: '14' }) ?? '')).toBe('none');
});
