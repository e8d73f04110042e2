import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import type { TgParserError } from '../../domain/tg-parser-error.ts';
import { describeConnection } from './postgres-connection.ts';

it.each([
  ['postgresql://me:hunter2@db.example:6543/topics', 'database topics at db.example:6543'],
  ['postgresql://me:hunter2@db.example/topics?sslmode=verify-full', 'database topics at db.example:5432'],
  ['postgresql://me:hunter2@/topics?host=/var/run/postgresql', 'database topics at /var/run/postgresql'],
])('says where %s leads', (connectionString, place) => {
  expect(describeConnection({ connectionString })).toMatchObject({ place, database: 'topics', hasPassword: true });
});

it('refuses a URL that names a missing file without showing the password', () => {
  try {
    describeConnection({ connectionString: 'postgresql://me:hunter2@db.example/topics?sslrootcert=/no/such/file' });
  } catch (error) {
    expect((error as TgParserError).code).toBe('setting_invalid');
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hunter2');
    return;
  }
  expect.fail('it was taken');
});
