import { expect, test } from 'vitest';
import { maySeeSource } from './may-see-source.ts';
import type { Role } from './user.ts';

test.each<[Role, string | null, boolean]>([
  ['admin', null, true],
  ['admin', 'anna', true],
  ['admin', 'ben', true],
  ['editor', null, true],
  ['editor', 'anna', true],
  ['editor', 'ben', false],
  ['reader', null, true],
  ['reader', 'anna', true],
  ['reader', 'ben', false],
  ['owner' as Role, 'ben', false],
])('anna as %s and a source of %s: %s', (role, ownerId, expected) => {
  expect(maySeeSource({ userId: 'anna', role }, { ownerId })).toBe(expected);
});
