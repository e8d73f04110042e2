import PgBoss from 'pg-boss';
import { openPostgresDatabases } from '../../src/adapters/store-postgres/open-postgres-databases.ts';
import { openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { runWorker } from '../../src/jobs/run-worker.ts';
import type { ResultRow } from './result-row.ts';

const jobs = 10_000;
const atOnce = 100;
const least = 0.5;

/** Jobs that do nothing, from asking for all of them to the end of the last: our queue and worker, and pg-boss on the same server. */
export async function measureQueue(postgresUrl: string): Promise<ResultRow[]> {
  const floor = await rateOfPgBoss(postgresUrl);
  const ours = await rateOfWorker(postgresUrl);
  return [
    {
      what: `${jobs} jobs that do nothing`,
      measured: `${ours.toFixed(0)} a second`,
      floor: `pg-boss 10, insert, then fetch and complete by ${atOnce}: ${floor.toFixed(0)}`,
      ratio: ours / floor,
      bound: `at least ${least}`,
      holds: ours / floor >= least,
    },
  ];
}

async function rateOfPgBoss(connectionString: string): Promise<number> {
  const boss = new PgBoss({ connectionString });
  boss.on('error', (error) => console.error(error.message));
  await boss.start();
  await boss.createQueue('empty');
  const begunAt = performance.now();
  await boss.insert(Array.from({ length: jobs }, (_, index) => ({ name: 'empty', data: { source: `source ${index}` } })));
  for (let done = 0; done < jobs; ) {
    const fetched = await boss.fetch('empty', { batchSize: atOnce });
    await boss.complete(
      'empty',
      fetched.map(({ id }) => id),
    );
    done += fetched.length;
  }
  const elapsed = performance.now() - begunAt;
  await boss.stop({ graceful: false });
  return jobs / (elapsed / 1_000);
}

async function rateOfWorker(connectionString: string): Promise<number> {
  const connection = { connectionString };
  const stores = openStores(
    openPostgresDatabases({ connections: { ingestion: connection, raw: connection, processing: connection } }),
  );
  await stores.databases.upgrade('processing');
  const stop = new AbortController();
  let done = 0;
  const begunAt = performance.now();
  await stores.jobQueue.add(
    Array.from({ length: jobs }, (_, index) => ({
      ...{ kind: 'process' as const, sourceId: `source ${index}`, ownerId: null },
      ...{ request: { source: `source ${index}` }, maxAttempts: 3 },
    })),
    new Date(),
  );
  const worker = runWorker(
    { jobQueue: stores.jobQueue, clock: systemClock, log: { log: () => undefined } },
    {
      ...{ concurrency: atOnce, heartbeatInMs: 10_000, shutdownGraceInMs: 1_000, signal: stop.signal },
      backoff: { baseInMs: 1, maxInMs: 1, jitter: 0 },
      async execute() {
        done += 1;
        if (done === jobs) {
          stop.abort();
        }
        return { outcome: 'nothing_to_do', result: {} };
      },
    },
  );
  const { ended } = await worker;
  const elapsed = performance.now() - begunAt;
  await stores.close();
  if (ended.finished !== jobs) {
    throw new Error(`only ${ended.finished} of ${jobs} jobs were finished`);
  }
  return jobs / (elapsed / 1_000);
}
