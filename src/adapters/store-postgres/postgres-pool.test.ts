import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { startTcpRelay } from '../../../test/support/tcp-relay.ts';
import { runSql, temporaryPostgres } from '../../../test/support/temporary-postgres.ts';
import { type PoolOptions, PostgresPool } from './postgres-pool.ts';

it('hands out at most size and overflow, and an error of its own names the settings when none comes free', async () => {
  const pool = await openPool({ size: 1, maxOverflow: 1, timeoutInMs: 200 });
  const [one, two] = [await pool.checkOut(), await pool.checkOut()];
  expect(pool.numbers()).toEqual({ size: 2, idle: 0, inUse: 2, overflow: 1, waiting: 0 });
  const waiting = pool.checkOut();
  await delay(50);
  expect(pool.numbers().waiting).toBe(1);
  await expect(waiting).rejects.toMatchObject({
    code: 'pool_timeout',
    retryable: true,
    message: expect.stringContaining('All 2 connections'),
    hint: expect.stringMatching(/DB_POOL_SIZE.*DB_MAX_OVERFLOW.*DB_POOL_TIMEOUT/),
  });
  pool.checkIn(one);
  const three = await pool.checkOut();
  expect(await pidOf(three)).toBe(await pidOf(one));
  pool.checkIn(two);
  pool.checkIn(three);
});

it('waits for a server that does not answer no longer than for a free connection', async () => {
  const relay = await startTcpRelay(await temporaryPostgres());
  relay.isSilent = true;
  const pool = await openPool({ timeoutInMs: 200 }, relay.url);
  await expect(pool.checkOut()).rejects.toMatchObject({
    code: 'storage_unreachable',
    message: expect.stringContaining('no answer in 0.2 s'),
  });
  expect(pool.numbers().size).toBe(0);
});

it('closes overflow that rests, and keeps the rest', async () => {
  const pool = await openPool({ size: 2, maxOverflow: 3, overflowIdleInMs: 50 });
  const clients = await Promise.all(Array.from({ length: 5 }, () => pool.checkOut()));
  expect(pool.numbers()).toMatchObject({ size: 5, overflow: 3 });
  for (const client of clients) {
    pool.checkIn(client);
  }
  await delay(300);
  expect(pool.numbers()).toEqual({ size: 2, idle: 2, inUse: 0, overflow: 0, waiting: 0 });
});

it('replaces a connection that is too old when it is asked for', async () => {
  const pool = await openPool({ size: 1, recycleInMs: 150 });
  const first = await usePid(pool);
  expect(await usePid(pool)).toBe(first);
  await delay(200);
  expect(await usePid(pool)).not.toBe(first);
});

it('lives on when the server ends a resting connection', async () => {
  const pool = await openPool({ size: 1 });
  const first = await usePid(pool);
  await runSql(pool.url, 'select pg_terminate_backend($1)', [first]);
  await delay(50);
  expect(await usePid(pool)).not.toBe(first);
});

it('asks a connection that rested whether it lives, and does not wait for an answer that never comes', {
  timeout: 20_000,
}, async () => {
  const relay = await startTcpRelay(await temporaryPostgres());
  const pool = await openPool({ size: 1 }, relay.url);
  const first = await usePid(pool);
  await delay(1100);
  relay.isSilent = true;
  const second = usePid(pool);
  await delay(100);
  expect(pool.numbers().inUse).toBe(1);
  // The old connection stays silent: what was sent on it is gone.
  relay.isSilent = false;
  expect(await second).not.toBe(first);
});

it('prepares a session so that the settings of a server do not matter', async () => {
  const url = await temporaryPostgres();
  const { pathname } = new URL(url);
  await runSql(url, `alter database ${pathname.slice(1)} set timezone = 'Asia/Tokyo'`);
  await runSql(url, `alter database ${pathname.slice(1)} set datestyle = 'SQL, DMY'`);
  const pool = await openPool({}, url);
  const client = await pool.checkOut();
  const { rows } = await client.query(
    `select '2024-05-01T12:00:00Z'::timestamptz(0) as at, 9007199254740991::int8 as big, '{"a": "\\u0000\\ud800"}'::json as record,
      current_setting('application_name') as name`,
  );
  pool.checkIn(client);
  expect(rows).toEqual([
    { at: '2024-05-01T12:00:00Z', big: 9007199254740991, record: '{"a": "\\u0000\\ud800"}', name: 'tg-parser' },
  ]);
});

async function openPool(options: PoolOptions, url?: string): Promise<PostgresPool & { url: string }> {
  const connectionString = url ?? (await temporaryPostgres());
  const pool = new PostgresPool({ connectionString }, options);
  onTestFinished(() => pool.close());
  return Object.assign(pool, { url: connectionString });
}

async function pidOf(client: PoolClient): Promise<number> {
  return (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
}

async function usePid(pool: PostgresPool): Promise<number> {
  const client = await pool.checkOut();
  try {
    return await pidOf(client);
  } finally {
    pool.checkIn(client);
  }
}
