import { describe, expect, it } from 'vitest';
import type { LockObserver } from '../../src/adapters/store-sql/step-locks/lock-observer.ts';
import type { ClaimedJob, JobQueue, NewJob } from '../../src/ports/job-queue.ts';

const start = new Date('2024-05-06T10:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const leaseInMs = 20_000;

/** A process of host `here` that sees all others alive, unless the test says otherwise. */
function process(change: Partial<LockObserver> = {}): LockObserver {
  return { pid: 1, host: 'here', pidNamespace: 'outer', processStart: '10', lookUp: () => ({ processStart: '10' }), ...change };
}

function newJob(jobId: string, change: Partial<NewJob> = {}): NewJob {
  return { jobId, kind: 'process', sourceId: jobId, ownerId: null, request: { source: jobId }, maxAttempts: 2, ...change };
}

/** What every JobQueue must do. @param open gives one empty database to as many processes as the test asks for */
export function testJobQueue(name: string, open: () => Promise<(worker: LockObserver) => JobQueue>): void {
  describe(`${name} keeps jobs`, () => {
    it('remembers a job from its request to its end', async () => {
      const queue = (await open())(process());
      const [added] = await queue.add([newJob('a', { ownerId: 'anna', priority: 3, requestId: 'r1' })], start);
      expect(added).toMatchObject({
        isNew: true,
        job: { jobId: 'a', state: 'queued', priority: 3, attempts: 0, requestId: 'r1' },
      });
      const [claimed] = await queue.claim({ most: 5, at: later(1), leaseInMs });
      expect(claimed?.job).toMatchObject({
        state: 'running',
        attempts: 1,
        request: { source: 'a' },
        worker: { pid: 1, host: 'here' },
      });
      const progress = { activity: 'describing', done: 2, total: 9, unit: 'messages' } as const;
      expect(await queue.renew([{ ...claimOf(claimed), progress }], { at: later(2), leaseInMs })).toEqual([]);
      expect((await queue.get('a'))?.progress).toEqual(progress);
      const settlement = { state: 'finished', outcome: 'partial', result: { steps: [1] } } as const;
      expect(await queue.settle([{ ...claimOf(claimed), settlement }], later(3))).toEqual([]);
      expect(await queue.get('a')).toEqual({
        ...(added?.job ?? {}),
        ...{ state: 'finished', outcome: 'partial', result: { steps: [1] }, attempts: 1 },
        ...{ startedAt: '2024-05-06T10:00:01Z', finishedAt: '2024-05-06T10:00:03Z' },
      });
      expect(await queue.get('b')).toBeNull();
    });

    it('adds a job once, however often it is asked to', async () => {
      const queue = (await open())(process());
      await queue.add([newJob('a', { priority: 1 })], start);
      const again = await queue.add([newJob('a', { priority: 9 }), newJob('b'), newJob('b')], later(5));
      expect(again.map(({ job, isNew }) => [job.jobId, job.priority, isNew])).toEqual([
        ['a', 1, false],
        ['b', 0, true],
        ['b', 0, false],
      ]);
      expect(await queue.list({ limit: 9 })).toHaveLength(2);
    });

    it('lists the newest first, page by page, and only what somebody sees', async () => {
      const queue = (await open())(process());
      const jobs = ['c', 'a', 'b', 'd'].map((id) =>
        newJob(id, { ownerId: id === 'd' ? 'anna' : 'boris', kind: id === 'a' ? 'export' : 'run' }),
      );
      await queue.add(jobs, start);
      const idsOf = async (filter: Partial<Parameters<JobQueue['list']>[0]>) =>
        (await queue.list({ limit: 9, ...filter })).map(({ jobId }) => jobId);
      expect(await idsOf({ limit: 3 })).toEqual(['d', 'b', 'a']);
      expect(await idsOf({ after: 'b' })).toEqual(['a', 'c']);
      expect(await idsOf({ after: 'unknown' })).toEqual([]);
      expect(await idsOf({ kind: 'export' })).toEqual(['a']);
      expect(await idsOf({ sourceId: 'c' })).toEqual(['c']);
      expect(await idsOf({ visible: { sourceIds: ['c'], ownerId: 'anna' } })).toEqual(['d', 'c']);
      expect(await idsOf({ visible: { sourceIds: [], ownerId: 'nobody' } })).toEqual([]);
      await queue.cancel('b', start);
      expect(await idsOf({ state: 'cancelled' })).toEqual(['b']);
    });

    it('takes the highest priority first, and owners in turn', async () => {
      const queue = (await open())(process());
      const ofOwner = (owner: string, count: number) =>
        Array.from({ length: count }, (_, index) => newJob(`${owner}${index + 1}`, { ownerId: owner }));
      await queue.add([...ofOwner('a', 4), ...ofOwner('b', 2), newJob('urgent', { ownerId: 'a', priority: 1 })], start);
      expect(await claimIds(queue, 3)).toEqual(['urgent', 'a1', 'b1']);
      // Who comes later is not behind all that others asked for before, and has saved nothing up.
      await queue.add(ofOwner('c', 3), later(1));
      expect(await claimIds(queue, 9)).toEqual(['a2', 'b2', 'c1', 'a3', 'c2', 'a4', 'c3']);
    });

    it('executes one job of a source at a time, exports beside it', async () => {
      const queue = (await open())(process());
      const of = (jobId: string, kind: NewJob['kind']) => newJob(jobId, { kind, sourceId: 'garden' });
      await queue.add(
        [of('p1', 'process'), of('p2', 'topicize'), of('e1', 'export'), of('e2', 'export'), newJob('other')],
        start,
      );
      const claimed = await queue.claim({ most: 9, at: later(1), leaseInMs });
      expect(claimed.map(({ job }) => job.jobId)).toEqual(['p1', 'e1', 'e2', 'other']);
      expect(await claimIds(queue, 9)).toEqual([]);
      await queue.settle([{ ...claimOf(claimed[0]), settlement: { state: 'failed' } }], later(2));
      expect(await claimIds(queue, 9)).toEqual(['p2']);
    });

    it('finds what can begin behind any number of jobs that cannot', async () => {
      const queue = (await open())(process());
      const blocked = Array.from({ length: 60 }, (_, index) => newJob(`g${index}`, { sourceId: 'garden' }));
      await queue.add([...blocked, newJob('last')], start);
      expect(await claimIds(queue, 2)).toEqual(['g0', 'last']);
    });

    it('gives a job whose lease has run out to the next one, and hears no more of the one before', async () => {
      const as = await open();
      const [first, second] = [as(process()), as(process({ pid: 2, host: 'there' }))];
      await first.add([newJob('a')], start);
      const [lost] = await first.claim({ most: 1, at: start, leaseInMs });
      await first.renew([claimOf(lost)], { at: later(10), leaseInMs });
      expect(await second.claim({ most: 1, at: later(30), leaseInMs })).toEqual([]);
      const [taken] = await second.claim({ most: 1, at: later(31), leaseInMs });
      expect(taken?.token).toBeGreaterThan(lost?.token ?? 0);
      expect(taken?.job).toMatchObject({ attempts: 2, worker: { pid: 2, host: 'there' } });
      expect(await first.renew([claimOf(lost)], { at: later(32), leaseInMs })).toEqual(['a']);
      expect(await first.settle([{ ...claimOf(lost), settlement: { state: 'failed' } }], later(32))).toEqual(['a']);
      expect(await queueState(second, 'a')).toBe('running');
      // It was lost with its last attempt.
      expect(await first.claim({ most: 1, at: later(60), leaseInMs })).toEqual([]);
      expect(await second.get('a')).toMatchObject({ state: 'dead', error: { code: 'job_lost' }, worker: null });
    });

    it('takes a job at once from a process of this machine that has ended', async () => {
      const as = await open();
      await as(process()).add([newJob('a')], start);
      await as(process()).claim({ most: 1, at: start, leaseInMs });
      expect(await claimIds(as(process({ pid: 2 })), 1)).toEqual([]);
      expect(await claimIds(as(process({ pid: 2, lookUp: () => null })), 1)).toEqual(['a']);
    });

    it('cancels what waits at once, and what is executed when its worker hears of it or is lost', async () => {
      const queue = (await open())(process());
      await queue.add([newJob('a'), newJob('b'), newJob('c')], start);
      const [claimed] = await queue.claim({ most: 2, at: start, leaseInMs });
      expect(await queue.cancel('c', later(1))).toMatchObject({ state: 'cancelled', finishedAt: '2024-05-06T10:00:01Z' });
      expect(await queue.cancel('a', later(1))).toMatchObject({ state: 'running', cancelRequestedAt: '2024-05-06T10:00:01Z' });
      await queue.cancel('b', later(1));
      expect((await queue.cancelRequests(['a', 'b', 'c', 'x'])).toSorted()).toEqual(['a', 'b', 'c']);
      await queue.settle([{ ...claimOf(claimed), settlement: { state: 'cancelled' } }], later(2));
      expect(await queueState(queue, 'a')).toBe('cancelled');
      expect(await queue.claim({ most: 1, at: later(99), leaseInMs })).toEqual([]);
      expect(await queueState(queue, 'b')).toBe('cancelled');
      expect(await queue.cancel('x', start)).toBeNull();
    });

    it('takes a job back for later, with or without counting the attempt', async () => {
      const queue = (await open())(process());
      await queue.add([newJob('a'), newJob('b')], start);
      const [a, b] = await queue.claim({ most: 2, at: start, leaseInMs });
      const back = (claimed: ClaimedJob | undefined, isAttempt: boolean) => ({
        ...claimOf(claimed),
        settlement: { state: 'queued', availableAt: later(10), isAttempt } as const,
      });
      await queue.settle([back(a, true), back(b, false)], later(1));
      expect(await queue.claim({ most: 2, at: later(9), leaseInMs })).toEqual([]);
      const again = await queue.claim({ most: 2, at: later(10), leaseInMs });
      expect(again.map(({ job }) => [job.jobId, job.attempts])).toEqual([
        ['a', 2],
        ['b', 1],
      ]);
    });

    it('puts back what ended when a person says so, and nothing else', async () => {
      const queue = (await open())(process());
      await queue.add([newJob('a')], start);
      expect((await queue.retry('a', start))?.state).toBe('queued');
      const [claimed] = await queue.claim({ most: 1, at: start, leaseInMs });
      expect((await queue.retry('a', start))?.state).toBe('running');
      const error = { code: 'model_auth', message: 'no', hint: null };
      await queue.settle([{ ...claimOf(claimed), settlement: { state: 'failed', error } }], later(1));
      expect((await queue.get('a'))?.error).toEqual(error);
      expect(await queue.retry('a', later(2))).toMatchObject({ state: 'queued', attempts: 0, error: null, finishedAt: null });
      expect(await queue.retry('x', start)).toBeNull();
    });

    it('counts what is there and since when the oldest could begin, and forgets what ended long ago', async () => {
      const queue = (await open())(process());
      expect((await queue.depth(start)).oldestWaitingSince).toBeNull();
      await queue.add([newJob('a'), newJob('b'), newJob('c', { sourceId: 'gone' })], start);
      const [claimed] = await queue.claim({ most: 1, at: later(1), leaseInMs });
      await queue.cancel('b', later(2));
      expect(await queue.depth(later(3))).toEqual({
        byState: { queued: 1, running: 1, finished: 0, failed: 0, cancelled: 1, dead: 0 },
        oldestWaitingSince: '2024-05-06T10:00:00Z',
      });
      await queue.settle([{ ...claimOf(claimed), settlement: { state: 'finished' } }], later(5));
      expect(await queue.forget(later(3), 9)).toEqual(['b']);
      await queue.removeSource('gone');
      expect((await queue.list({ limit: 9 })).map(({ jobId }) => jobId)).toEqual(['a']);
    });

    it('gives each job to one of many who ask at once', async () => {
      const as = await open();
      const workers = Array.from({ length: 6 }, (_, index) => as(process({ pid: index + 1 })));
      await workers[0]?.add(
        Array.from({ length: 40 }, (_, index) => newJob(`j${index}`, { sourceId: `s${index % 30}` })),
        start,
      );
      const claimed = (await Promise.all(workers.map((worker) => claimIds(worker, 7)))).flat();
      expect(new Set(claimed).size).toBe(30);
      expect(claimed).toHaveLength(30);
    });
  });
}

function claimOf(claimed: ClaimedJob | undefined): { jobId: string; token: number } {
  return { jobId: claimed?.job.jobId ?? '', token: claimed?.token ?? -1 };
}

async function claimIds(queue: JobQueue, most: number): Promise<string[]> {
  return (await queue.claim({ most, at: later(1), leaseInMs })).map(({ job }) => job.jobId);
}

async function queueState(queue: JobQueue, jobId: string): Promise<string | undefined> {
  return (await queue.get(jobId))?.state;
}
