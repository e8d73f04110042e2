import { expect, test } from 'vitest';
import type { RawMessage } from '../domain/raw-message.ts';
import { changedFields } from './changed-fields.ts';

const message: RawMessage = {
  id: '1',
  message_type: 'post',
  source_ref: 'tg:1:post:1',
  channel_id: '1',
  date: '2026-01-01T00:00:00Z',
  text: 'Tyres at -10 °C',
  links: ['https://example.org/a'],
  media: { kind: 'file', size: 100, file_name: 'tyres.pdf' },
};

test('reactions, views and the edit mark are no change', () => {
  const seen = {
    ...message,
    views: 9,
    edited_at: '2026-02-01T00:00:00Z',
    reactions: [{ kind: 'emoji', emoji: '👍', count: 2 }],
  };
  expect(changedFields(message, seen)).toEqual([]);
});

test.each([
  ['text', { text: 'Tyres at -20 °C' }],
  ['text', { links: ['https://example.org/b'] }],
  ['date', { date: '2026-01-02T00:00:00Z' }],
  ['media', { media: { kind: 'photo' } }],
  ['media', { media: { kind: 'file', size: 101 } }],
])('a different %s is a change', (field, difference) => {
  expect(changedFields(message, { ...message, ...difference })).toEqual([field]);
});

test('a source that shows less of a file says nothing about a change', () => {
  expect(changedFields(message, { ...message, media: { kind: 'file' } })).toEqual([]);
});
