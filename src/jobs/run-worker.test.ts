import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { databasePaths } from '../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { createJobQueue } from '../adapters/store-sql/job-queue/job-queue.ts';
import { openSqliteDatabases } from '../adapters/store-sqlite/open-sqlite-databases.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { Job } from '../domain/job.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue, NewJob } from '../ports/job-queue.ts';
import type { JobEnd } from './execute-job.ts';
import { runWorker, type WorkerOptions, type WorkerReport } from './run-worker.ts';

const logged = vi.fn();
const log = { log: logged };
const done: JobEnd = { outcome: 'done', result: { seen: 1 } };

function openQueue(): JobQueue {
  const set = openSqliteDatabases({ paths: databasePaths(temporaryFolder()) });
  onTestFinished(() => set.processing.close());
  return createJobQueue(set.processing);
}

function newJob(jobId: string, change: Partial<NewJob> = {}): NewJob {
  return { jobId, kind: 'process', sourceId: jobId, ownerId: null, request: { source: jobId }, maxAttempts: 2, ...change };
}

/** Starts a worker in haste: it looks every 10 ms. @param clock so that a lease is over when the test wants it */
function start(
  jobQueue: JobQueue,
  { clock = systemClock, ...options }: Partial<WorkerOptions> & Pick<WorkerOptions, 'execute'> & { clock?: Clock },
) {
  const stop = new AbortController();
  const report = runWorker(
    { jobQueue, clock, log },
    {
      ...{ concurrency: 2, heartbeatInMs: 20_000, shutdownGraceInMs: 2_000, pollInMs: 10, signal: stop.signal },
      backoff: { baseInMs: 1, maxInMs: 1, jitter: 0 },
      ...options,
    },
  );
  onTestFinished(async () => {
    stop.abort();
    await report;
  });
  return {
    async stop(): Promise<WorkerReport> {
      stop.abort();
      return report;
    },
  };
}

/** A minute after a lease that was given now has ended. */
const lateClock: Clock = { now: () => new Date(Date.now() + 100_000) };

function until(jobQueue: JobQueue, jobId: string, state: Job['state']): Promise<Job> {
  return vi.waitFor(
    async () => {
      const job = await jobQueue.get(jobId);
      expect(job?.state).toBe(state);
      return job as Job;
    },
    { timeout: 20_000, interval: 10 },
  );
}

/** Works until it is told to end, as steps do. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TgParserError('interrupted', 'Stopped')), { once: true });
  });
}

describe('a worker', () => {
  it('executes what waits, no more at a time than it may, and stores how each job ended', async () => {
    const queue = openQueue();
    await queue.add(
      ['a', 'b', 'c', 'd', 'e'].map((id) => newJob(id)),
      new Date(),
    );
    let atOnce = 0;
    let most = 0;
    const ended: string[] = [];
    const worker = start(queue, {
      async execute({ jobId }) {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await delay(5);
        atOnce -= 1;
        if (jobId === 'c') {
          throw new TgParserError('model_unauthorized', 'The key is wrong', { hint: 'Set another one.' });
        }
        return done;
      },
      onEnded: (job) => {
        ended.push(job.jobId);
        throw new Error('nobody listens');
      },
    });
    for (const jobId of ['a', 'b', 'd', 'e']) {
      expect(await until(queue, jobId, 'finished')).toMatchObject({ outcome: 'done', result: { seen: 1 }, attempts: 1 });
    }
    expect((await until(queue, 'c', 'failed')).error).toEqual({
      code: 'model_unauthorized',
      message: 'The key is wrong',
      hint: 'Set another one.',
    });
    expect(most).toBe(2);
    expect((await worker.stop()).ended).toMatchObject({ finished: 4, failed: 1, lost: 0 });
    expect(ended.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('begins again what may pass, and gives it up after the last attempt', async () => {
    const queue = openQueue();
    await queue.add([newJob('a', { maxAttempts: 3 }), newJob('b')], new Date());
    const attempts: number[] = [];
    start(queue, {
      async execute({ jobId, attempts: attempt }) {
        if (jobId === 'b') {
          throw new Error('a defect with a secret in it');
        }
        attempts.push(attempt);
        throw new TgParserError('storage_busy', 'Busy', { retryable: true });
      },
    });
    expect((await until(queue, 'a', 'dead')).error?.code).toBe('storage_busy');
    expect(attempts).toEqual([1, 2, 3]);
    expect((await until(queue, 'b', 'failed')).error).toMatchObject({ code: 'internal', message: 'A defect of tg-parser' });
  });

  it('waits for others who work on the channel, and for what a server asked for, without losing an attempt', async () => {
    const queue = openQueue();
    await queue.add([newJob('locked'), newJob('limited')], new Date());
    const worker = start(queue, {
      execute: async ({ jobId }) => {
        throw jobId === 'locked'
          ? new TgParserError('step_locked', 'Somebody has it', { retryable: true })
          : new TgParserError('telegram_rate_limited', 'Wait', { retryable: true, retryAfterMs: 3_600_000 });
      },
    });
    await vi.waitFor(async () => expect((await queue.get('locked'))?.error?.code).toBe('step_locked'));
    await vi.waitFor(async () => expect((await queue.get('limited'))?.error?.code).toBe('telegram_rate_limited'));
    await worker.stop();
    expect(await queue.get('locked')).toMatchObject({ state: 'queued', attempts: 0 });
    const limited = await queue.get('limited');
    expect(limited).toMatchObject({ state: 'queued', attempts: 0 });
    expect(Date.parse(limited?.availableAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it('ends a job that is cancelled while it is executed, and tells its progress meanwhile', async () => {
    const queue = openQueue();
    await queue.add([newJob('a')], new Date());
    start(queue, {
      execute: (_job, { signal, onProgress }) => {
        onProgress({ activity: 'describing messages', done: 3, total: 9, unit: 'messages' });
        return untilAborted(signal);
      },
    });
    await vi.waitFor(async () => expect((await queue.get('a'))?.progress).toMatchObject({ done: 3, total: 9 }), 3_000);
    await queue.cancel('a', new Date());
    await until(queue, 'a', 'cancelled');
  });

  it('lets jobs end when it is stopped, and hands back without a lost attempt what takes longer', async () => {
    const queue = openQueue();
    await queue.add([newJob('short'), newJob('long')], new Date());
    const begun: string[] = [];
    const worker = start(queue, {
      shutdownGraceInMs: 150,
      async execute({ jobId }, { signal }) {
        begun.push(jobId);
        return jobId === 'short' ? delay(50, done) : untilAborted(signal);
      },
    });
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    expect((await worker.stop()).ended).toMatchObject({ finished: 1, queued: 1 });
    expect(await queue.get('short')).toMatchObject({ state: 'finished' });
    expect(await queue.get('long')).toMatchObject({ state: 'queued', attempts: 0, error: null });
  });

  it('stores nothing of a job that another worker has by now', async () => {
    const queue = openQueue();
    await queue.add([newJob('a', { maxAttempts: 9 })], new Date());
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = start(
      { ...queue, renew: async () => [] },
      {
        execute: async () => {
          await stuck;
          return { outcome: 'done', result: { by: 'first' } };
        },
      },
    );
    await until(queue, 'a', 'running');
    start(queue, { clock: lateClock, execute: async () => ({ outcome: 'done', result: { by: 'second' } }) });
    expect((await until(queue, 'a', 'finished')).result).toEqual({ by: 'second' });
    release();
    expect((await first.stop()).ended).toMatchObject({ lost: 1, finished: 0 });
    expect((await queue.get('a'))?.result).toEqual({ by: 'second' });
  });

  it('takes over its own job when it was silent for too long, and stores one end', async () => {
    const queue = openQueue();
    await queue.add([newJob('a', { maxAttempts: 9 })], new Date());
    let clock: Clock = systemClock;
    const worker = start(
      { ...queue, renew: async () => [] },
      {
        clock: { now: () => clock.now() },
        async execute({ attempts }, { signal }) {
          clock = lateClock;
          return attempts === 1 ? untilAborted(signal) : done;
        },
      },
    );
    expect(await until(queue, 'a', 'finished')).toMatchObject({ attempts: 2 });
    expect((await worker.stop()).ended).toMatchObject({ lost: 1, finished: 1 });
  });

  it('goes on after a time in which the database was away', async () => {
    const queue = openQueue();
    await queue.add([newJob('a'), newJob('b')], new Date());
    let isAway = false;
    const through =
      <Input extends unknown[], Result>(ask: (...input: Input) => Promise<Result>) =>
      (...input: Input): Promise<Result> =>
        isAway ? Promise.reject(new TgParserError('storage_unreachable', 'Away', { retryable: true })) : ask(...input);
    const shaky = { ...queue, claim: through(queue.claim), settle: through(queue.settle), renew: through(queue.renew) };
    const worker = start(shaky, {
      concurrency: 1,
      async execute({ jobId }) {
        isAway = jobId === 'a';
        return done;
      },
    });
    await vi.waitFor(() => expect(logged).toHaveBeenCalledWith('warn', 'queue_unreachable', { message: 'Away' }));
    isAway = false;
    await until(queue, 'a', 'finished');
    await until(queue, 'b', 'finished');
    expect((await worker.stop()).ended).toMatchObject({ finished: 2 });
  });
});
