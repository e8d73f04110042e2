import { expect, it, onTestFinished } from 'vitest';
import { fillDatabases, readRows } from '../../../test/contract/fill-databases.ts';
import { quickRetry } from '../../../test/contract/open-temporary-postgres.ts';
import { emptyDatabases, upgradeAll } from '../../../test/contract/transfer-ends.ts';
import { startTcpRelay, type TcpRelay } from '../../../test/support/tcp-relay.ts';
import { temporaryPostgres } from '../../../test/support/temporary-postgres.ts';
import type { DatabaseSet } from '../store-sql/open-stores.ts';
import { openCopy } from '../store-sql/transfer/open-copy.ts';
import { openPostgresDatabases } from './open-postgres-databases.ts';

const control = { signal: new AbortController().signal, onProgress: () => {} };
const options = { isVerified: true, ...control };
const clock = { now: () => new Date() };

it.each([
  ['before an answer', 'pass then cut'],
  ['before it is sent', 'cut'],
] as const)(
  'a copy whose connections break now and then, %s, ends well or with one error, and a later one goes on',
  async (_, fault) => {
    const source = await upgradeAll((await emptyDatabases('sqlite'))());
    await fillDatabases(source, 3000);
    const { target, relay } = await throughRelay();
    const copying = openCopy({ source, target, clock });
    let failures = 0;
    for (let breakAt = 10; ; breakAt += 23) {
      let sent = 0;
      relay.watch = () => {
        sent += 1;
        return sent === breakAt ? fault : 'pass';
      };
      const outcome = await copying.copy('raw', options).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) {
        expect(outcome).toMatchObject({ comparison: { isEqual: true } });
      } else {
        expect(outcome).toMatchObject({ code: expect.stringMatching(/^(storage_unreachable|commit_unknown)$/) });
        failures += 1;
        expect(await quietly(relay, () => copying.obstacle('raw', control))).toBeNull();
      }
      if (sent < breakAt) {
        break;
      }
    }
    expect(failures).toBeGreaterThan(0);
    expect(await quietly(relay, () => readRows(target, 'raw'))).toEqual(await readRows(source, 'raw'));
  },
  120_000,
);

it('a source that goes away in the middle fails the copy, and nothing wrong is in the target', async () => {
  const { target: source, relay } = await throughRelay();
  await upgradeAll(source);
  await fillDatabases(source, 3000);
  const target = (await emptyDatabases('sqlite'))();
  const copying = openCopy({ source, target, clock });
  let cuts = 0;
  const onProgress = ({ done }: { done: number }) => {
    if (done > 1000) {
      relay.watch = () => (cuts++ === 0 ? 'cut' : 'pass');
    }
  };
  const failure = await copying.copy('raw', { ...options, onProgress }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'storage_unreachable' });
  const again = await copying.copy('raw', options);
  expect(again.comparison?.isEqual).toBe(true);
});

async function quietly<Result>(relay: TcpRelay, work: () => Promise<Result>): Promise<Result> {
  relay.watch = () => 'pass';
  return work();
}

async function throughRelay(): Promise<{ target: DatabaseSet; relay: TcpRelay }> {
  const relay = await startTcpRelay(await temporaryPostgres());
  const connection = { connectionString: relay.url };
  const target = openPostgresDatabases({
    connections: { ingestion: connection, raw: connection, processing: connection },
    retry: quickRetry,
  });
  onTestFinished(async () => {
    await target.processing.close();
    await target.raw.close();
    await target.ingestion.close();
  });
  return { target, relay };
}
