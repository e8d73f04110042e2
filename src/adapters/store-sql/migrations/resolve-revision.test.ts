import { expect, it } from 'vitest';
import type { Migration } from './migration.ts';
import { resolveDowngrade, resolveRevision } from './resolve-revision.ts';

const nothing = async () => undefined;
const migrations: Migration[] = ['0001_a', '0002_bc', '0010_bd'].map((name) => ({
  name,
  summary: '',
  up: nothing,
  down: nothing,
}));

it.each([
  ['head', 3],
  ['base', 0],
  ['0002_bc', 2],
  ['0002', 2],
  ['2', 2],
  ['10', 3],
  ['001', 1],
  ['0002_b', 2],
])('"%s" is after %i migrations', (revision, count) => {
  expect(resolveRevision(migrations, revision)).toBe(count);
});

it.each(['', '3', '000x', '0', '-1', '00'])('"%s" is none', (revision) => {
  expect(() => resolveRevision(migrations, revision)).toThrow(/no migration/);
});

it('asks back when a beginning fits several', () => {
  const alike = ['0001_a', '0001_b'].map((name) => ({ ...(migrations[0] as Migration), name }));
  expect(() => resolveRevision(alike, '0001_')).toThrow(/Several migrations/);
});

it('takes steps back from what is applied, whatever is missing between', () => {
  expect(resolveDowngrade(migrations, new Set(['0001_a', '0002_bc', '0010_bd']), '-1')).toBe(2);
  expect(resolveDowngrade(migrations, new Set(['0001_a', '0010_bd']), '-2')).toBe(0);
  expect(resolveDowngrade(migrations, new Set(['0001_a']), '-1')).toBe(0);
  for (const steps of ['-0', '-2']) {
    expect(() => resolveDowngrade(migrations, new Set(['0001_a']), steps)).toThrow(/steps back/);
  }
});
