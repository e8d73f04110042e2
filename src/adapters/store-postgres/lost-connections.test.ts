import { setTimeout as delay } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openTemporaryPostgres } from '../../../test/contract/open-temporary-postgres.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { startPostgresServer } from '../../../test/support/postgres-server.ts';
import { startTcpRelay } from '../../../test/support/tcp-relay.ts';
import { runSql, temporaryPostgres } from '../../../test/support/temporary-postgres.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';

it('a write whose connection is ended runs again, whole', async () => {
  const { set, rawStore, url } = await openTemporaryPostgres();
  const attempts: number[] = [];
  await set.raw.write(async (transaction) => {
    attempts.push(await pidOf(transaction));
    await transaction
      .insertInto('channels')
      .values({ channel_id: `attempt ${attempts.length}`, last_sequence: 1 })
      .execute();
    if (attempts.length < 3) {
      await runSql(url, 'select pg_terminate_backend($1)', [attempts.at(-1)]);
      // An error that arrives between two statements must not end the process.
      await delay(50);
    }
  });
  expect(new Set(attempts).size).toBe(3);
  expect(await rawStore.channelIds()).toEqual(['attempt 3']);
});

it('gives up after as many attempts as are allowed, saying what happened', async () => {
  const warnings: string[] = [];
  const { set, url } = await openTemporaryPostgres(undefined, { onWarning: (warning) => warnings.push(warning) });
  let attempts = 0;
  const write = set.raw.write(async (transaction) => {
    attempts += 1;
    await runSql(url, 'select pg_terminate_backend($1)', [await pidOf(transaction)]);
    await transaction.selectFrom('channels').selectAll().execute();
  });
  await expect(write).rejects.toMatchObject({ code: 'storage_unreachable', retryable: true });
  expect(attempts).toBe(3);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^The database tg_parser_test_\w+ at .* closed the connection: .*; attempt 2 of 3 follows in 0\.\d s$/,
    ),
    expect.stringContaining('attempt 3 of 3'),
  ]);
});

it('does not repeat a write that failed by itself, or whose work failed with an error of another kind', async () => {
  const { set } = await openTemporaryPostgres();
  for (const error of [new Error('ours'), new TgParserError('storage_busy', 'elsewhere', { retryable: true })]) {
    let attempts = 0;
    const write = set.raw.write(async () => {
      attempts += 1;
      throw error;
    });
    await expect(write).rejects.toBe(error);
    expect(attempts).toBe(1);
  }
});

it('notices that a statement of a write had failed and nobody looked', async () => {
  const { set } = await openTemporaryPostgres();
  const write = set.raw.write(async (transaction) => {
    await sql`select 1/0`.execute(transaction).catch(() => {});
  });
  await expect(write).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringContaining('rolled a change back'),
  });
});

it.each([
  ['arrives', 'pass then cut', 1],
  ['is lost on the way', 'cut', 0],
] as const)('a commit that %s without an answer is reported and not repeated', async (_how, decision, stored) => {
  const url = await temporaryPostgres();
  const direct = await openTemporaryPostgres(url);
  const relay = await startTcpRelay(url);
  const { rawStore } = await openTemporaryPostgres(relay.url);
  relay.watch = (sent) => (sent.includes('commit\0') ? decision : 'pass');
  let attempts = 0;
  const write = rawStore.writeChunk(channelId, async (chunk) => {
    attempts += 1;
    await chunk.insert([newMessage(1)], noon);
  });
  await expect(write).rejects.toMatchObject({ code: 'commit_unknown', retryable: false });
  expect(attempts).toBe(1);
  expect((await direct.rawStore.counts(channelId)).total).toBe(stored);
});

it('two writes that wait for each other both happen', async () => {
  const { set, rawStore } = await openTemporaryPostgres();
  await set.raw.write(async (transaction) => {
    await transaction
      .insertInto('channels')
      .values(['a', 'b'].map((channel_id) => ({ channel_id, last_sequence: 1 })))
      .execute();
  });
  const raise = (first: string, second: string) =>
    set.raw.write(async (transaction) => {
      for (const [channel, pauseInMs] of [
        [first, 100],
        [second, 0],
      ] as const) {
        await transaction
          .updateTable('channels')
          .set((row) => ({ last_sequence: row('last_sequence', '+', 1) }))
          .where('channel_id', '=', channel)
          .execute();
        await delay(pauseInMs);
      }
    });
  await Promise.all([raise('a', 'b'), raise('b', 'a')]);
  expect([await rawStore.lastSequence('a'), await rawStore.lastSequence('b')]).toEqual([3, 3]);
});

it('goes on after the server was restarted, in the middle of reads and writes', { timeout: 60_000 }, async () => {
  const server = await startPostgresServer();
  onTestFinished(() => server.remove());
  const { rawStore } = await openTemporaryPostgres(server.url, {
    retry: { maxAttempts: 10, baseInMs: 50, maxInMs: 1000, jitter: 0 },
  });
  const stop = new AbortController();
  let reads = 0;
  const reading = (async () => {
    while (!stop.signal.aborted) {
      await rawStore.counts(channelId);
      reads += 1;
    }
  })();
  const write = (id: number) =>
    rawStore.writeChunk(channelId, async (chunk) => {
      if (!(await chunk.versions('post', [id])).has(id)) {
        await chunk.insert([newMessage(id)], noon);
      }
      await delay(20);
    });
  const writing = (async () => {
    for (let id = 1; id <= 40; id += 1) {
      // As one who repeats the command.
      await write(id).catch((error) => (error.code === 'commit_unknown' ? write(id) : Promise.reject(error)));
    }
  })();
  await delay(200);
  await server.stop();
  const before = reads;
  await delay(300);
  await server.start();
  await writing;
  stop.abort();
  await reading;
  expect(reads).toBeGreaterThan(before);
  expect((await rawStore.counts(channelId)).total).toBe(40);
});

async function pidOf<Schema>(database: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database);
  return rows[0]?.pid ?? 0;
}
