import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openTemporaryPostgres, quickRetry } from '../../../test/contract/open-temporary-postgres.ts';
import { postgresServerUrl, runSql, temporaryPostgres } from '../../../test/support/temporary-postgres.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { openStores } from '../store-sql/open-stores.ts';
import { classifyPostgresError } from './classify-postgres-error.ts';
import { openPostgresDatabases } from './open-postgres-databases.ts';
import type { PostgresConnection } from './postgres-connection.ts';

const password = 'correct-horse-battery';
const context = { place: 'database topics at db:5432', phase: 'connected', hasPassword: true } as const;

describe('an error of PostgreSQL', () => {
  it.each([
    ['28P01', 'storage_denied', false, 'DB_PASSWORD'],
    ['28000', 'storage_denied', false, 'DB_USER'],
    ['3D000', 'storage_missing', false, 'DB_NAME'],
    ['42501', 'storage_denied', false, 'DB_USER'],
    ['25006', 'storage_read_only', false, 'DB_HOST'],
    ['40001', 'storage_conflict', true, ''],
    ['40P01', 'storage_conflict', true, ''],
    ['53100', 'storage_full', false, ''],
    ['53300', 'storage_unreachable', true, 'DB_POOL_SIZE'],
    ['55P03', 'storage_busy', true, ''],
    ['57P01', 'storage_unreachable', true, ''],
    ['57P03', 'storage_unreachable', true, ''],
    ['XX001', 'storage_corrupt', false, ''],
    ['XX002', 'storage_corrupt', false, ''],
    ['23505', 'storage_failed', false, ''],
    ['ECONNREFUSED', 'storage_unreachable', true, 'DB_HOST'],
    ['ENOTFOUND', 'storage_unreachable', false, 'DB_HOST'],
    ['ETIMEDOUT', 'storage_unreachable', true, 'DB_PORT'],
    ['ECONNRESET', 'storage_unreachable', true, ''],
  ])('with code %s becomes %s', (code, expected, retryable, named) => {
    const error = classifyPostgresError(context, Object.assign(new Error('reason\n  of two lines'), { code }));
    expect(error).toMatchObject({ code: expected, retryable, hint: expect.stringContaining(named) });
    expect(error.message).toMatch(/^The database topics at db:5432 .*: reason of two lines$/);
  });

  it('of ours stays as it is', () => {
    const error = new TgParserError('source_exists', 'taken');
    expect(classifyPostgresError(context, error)).toBe(error);
  });

  it('of a host with several addresses is told once', () => {
    const each = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
    const error = classifyPostgresError({ ...context, phase: 'connecting' }, new AggregateError([each, each]));
    expect(error).toMatchObject({ code: 'storage_unreachable', message: expect.stringContaining('ECONNREFUSED ::1:5432') });
  });
});

describe('what a real server refuses', () => {
  it('is told without the password, wherever one looks', async ({ skip }) => {
    const url = new URL(await temporaryPostgres());
    skip(url.password === '', 'the server of TEST_DATABASE_URL trusts everybody');
    const parts = { host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user: 'postgres' };
    const withPassword = (change: object): PostgresConnection => ({ ...parts, password, ...change });
    const asUrl = (database: string) => `postgresql://postgres:${password}@${url.host}/${database}`;
    const right = decodeURIComponent(url.password);
    const cases: [PostgresConnection, Partial<TgParserError>][] = [
      [withPassword({}), { code: 'storage_denied', hint: expect.stringContaining('DB_PASSWORD') }],
      [withPassword({ user: 'nobody' }), { code: 'storage_denied', hint: expect.stringContaining('DB_USER') }],
      [{ ...parts }, { code: 'storage_denied', hint: expect.stringContaining('DB_PASSWORD') }],
      [{ connectionString: asUrl(parts.database) }, { code: 'storage_denied', hint: expect.stringContaining('DATABASE_URL') }],
      [
        withPassword({ password: right, database: 'nowhere' }),
        { code: 'storage_missing', hint: expect.stringContaining('DB_NAME') },
      ],
      [withPassword({ port: 1 }), { code: 'storage_unreachable', hint: expect.stringContaining('DB_PORT') }],
      [withPassword({ host: 'nowhere.invalid' }), { code: 'storage_unreachable', hint: expect.stringContaining('DB_HOST') }],
      [
        { connectionString: `${asUrl('x')}?sslmode=verify-full` },
        { code: 'storage_unreachable', hint: expect.stringContaining('sslmode') },
      ],
    ];
    for (const [connection, expected] of cases) {
      const error = await failureOf(connection);
      expect(error, error.message).toMatchObject(expected);
      expect(error.message).not.toContain('\n');
      const shown = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error) + error.stack;
      expect(shown).not.toContain(password);
      expect(shown).not.toContain(`:${right}@`);
    }
  });

  it('a database that may only be read, and one that cannot hold every message', async () => {
    const readOnly = await temporaryPostgres();
    await runSql(readOnly, `alter database ${new URL(readOnly).pathname.slice(1)} set default_transaction_read_only = on`);
    expect(await failureOf({ connectionString: readOnly })).toMatchObject({
      code: 'storage_read_only',
      hint: expect.stringContaining('primary'),
    });
    const latin = new URL(await temporaryPostgres());
    const name = `${latin.pathname.slice(1)}_latin`;
    await runSql(latin.href, `create database ${name} encoding 'LATIN1' locale 'C' template template0`);
    latin.pathname = `/${name}`;
    const error = await failureOf({ connectionString: latin.href });
    await runSql(await postgresServerUrl(), `drop database ${name} with (force)`);
    expect(error).toMatchObject({ code: 'storage_failed', hint: expect.stringContaining('--encoding UTF8') });
  });

  it('a user without privileges is told what to grant, and may use what another one made', async () => {
    const { url, databases } = await openTemporaryPostgres();
    expect((await databases.state('raw')).pending).toEqual([]);
    const user = `reader_${new URL(url).pathname.slice(-8)}`;
    await runSql(url, `create role ${user} login password '${password}'`);
    const own = new URL(url);
    own.username = user;
    own.password = password;
    const error = await failureOf({ connectionString: own.href });
    expect(error).toMatchObject({ code: 'storage_denied', hint: expect.stringContaining('GRANT') });
    await runSql(url, `grant usage on schema raw to ${user}; grant all on all tables in schema raw to ${user}`);
    const { rawStore, close } = openStores(openOn({ connectionString: own.href }));
    expect(await rawStore.channelIds()).toEqual([]);
    await close();
    await runSql(url, `drop owned by ${user}; drop role ${user}`);
  });
});

function openOn(connection: PostgresConnection) {
  return openPostgresDatabases({
    connections: { ingestion: connection, raw: connection, processing: connection },
    retry: { ...quickRetry, maxAttempts: 1 },
  });
}

async function failureOf(connection: PostgresConnection): Promise<TgParserError> {
  const { databases, close } = openStores(openOn(connection));
  try {
    await databases.upgrade('raw');
  } catch (error) {
    return error as TgParserError;
  } finally {
    await close();
  }
  throw new Error('nothing was refused');
}
