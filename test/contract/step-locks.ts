import { describe, expect, it } from 'vitest';
import type { LockObserver } from '../../src/adapters/store-sql/step-locks/lock-observer.ts';
import type { StepLease, StepLocks } from '../../src/ports/step-locks.ts';

const start = new Date('2024-05-06T10:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const lock = { step: 'process', channelId: '1' } as const;

/** A process of host `here` that began at 10 and sees all others alive, unless the test says otherwise. */
function observer(change: Partial<LockObserver> = {}): LockObserver {
  return { pid: 1, host: 'here', pidNamespace: 'outer', processStart: '10', lookUp: () => ({ processStart: '10' }), ...change };
}

/** What every StepLocks must do. @param open gives one empty database to as many processes as the test asks for */
export function testStepLocks(name: string, open: () => Promise<(observer: LockObserver) => StepLocks>): void {
  describe(`${name} keeps step locks`, () => {
    it('gives a lock to one, names the holder to the others, and goes on when it was given back', async () => {
      const as = await open();
      const [first, second] = [as(observer()), as(observer({ pid: 2 }))];
      const lease = await take(first, 0);
      const holder = { ...lock, pid: 1, host: 'here', since: '2024-05-06T10:00:00Z', heartbeatAt: '2024-05-06T10:00:00Z' };
      expect(await second.acquire({ ...lock, at: later(9) })).toEqual({ holder });
      expect(await second.held({ at: later(9) })).toEqual([holder]);
      await lease.release();
      expect(await second.held({ at: later(10) })).toEqual([]);
      expect((await take(second, 10)).token).toBeGreaterThan(lease.token);
    });

    it('gives a lock to one execution of a process, not to another one of the same process', async () => {
      const locks = (await open())(observer());
      const lease = await take(locks, 0);
      expect(await locks.acquire({ ...lock, at: later(1) })).toHaveProperty('holder.pid', 1);
      await lease.release();
      expect(await locks.acquire({ ...lock, at: later(2) })).toHaveProperty('lease');
    });

    it('gives the lock of a lost execution to the next one of the same job at once, and to nobody else', async () => {
      const as = await open();
      const [first, second] = [as(observer()), as(observer({ pid: 2, host: 'there' }))];
      const lost = await first.acquire({ ...lock, at: later(0), jobId: 'j1' });
      expect(await second.acquire({ ...lock, at: later(1) })).toHaveProperty('holder.pid', 1);
      expect(await second.acquire({ ...lock, at: later(1), jobId: 'j2' })).toHaveProperty('holder.pid', 1);
      expect(await second.acquire({ ...lock, at: later(1), jobId: 'j1' })).toHaveProperty('lease');
      expect('lease' in lost && (await lost.lease.renew(later(2)))).toBe(false);
    });

    it('keeps steps and channels apart', async () => {
      const as = await open();
      await take(as(observer()), 0);
      const other = as(observer({ pid: 2 }));
      expect(await other.acquire({ step: 'topicize', channelId: '1', at: later(1) })).toHaveProperty('lease');
      expect(await other.acquire({ step: 'process', channelId: '2', at: later(2) })).toHaveProperty('lease');
      const namesOf = async (channelId?: string) =>
        (await other.held({ channelId, at: later(3) })).map((held) => `${held.channelId} ${held.step}`);
      expect(await namesOf()).toEqual(['1 process', '1 topicize', '2 process']);
      expect(await namesOf('1')).toEqual(['1 process', '1 topicize']);
    });

    it.each([
      ['has ended', () => null],
      ['has an id that another one was given since', () => ({ processStart: '20' })],
    ])('takes over at once from a process of this machine that %s', async (_what, lookUp) => {
      const as = await open();
      const gone = await take(as(observer()), 0);
      const next = as(observer({ pid: 2, lookUp }));
      expect(await next.held({ at: later(1) })).toEqual([]);
      expect((await take(next, 1)).token).toBeGreaterThan(gone.token);
    });

    it('takes over at once from an earlier process that had our own id', async () => {
      const as = await open();
      const earlier = await take(as(observer()), 0);
      const next = as(observer({ processStart: '20', lookUp: () => ({ processStart: '20' }) }));
      expect((await take(next, 1)).token).toBeGreaterThan(earlier.token);
    });

    it.each([
      ['where the system says when processes began', '10'],
      ['where it does not', null],
    ])('leaves the lock to a living process that was silent for less than an hour, %s', async (_where, processStart) => {
      const as = await open();
      await take(as(observer({ processStart })), 0);
      const next = as(observer({ pid: 2, processStart, lookUp: () => ({ processStart }) }));
      expect(await next.acquire({ ...lock, at: later(3599) })).toHaveProperty('holder.pid', 1);
      expect(await next.acquire({ ...lock, at: later(3601) })).toHaveProperty('lease');
    });

    it.each([
      ['another host', { host: 'there' }],
      ['another container of the same name', { pidNamespace: 'inner' }],
    ])('takes over from %s only after a minute of silence, whatever lives here under that id', async (_where, place) => {
      const as = await open();
      const far = await take(as(observer(place)), 0);
      const here = as(observer({ pid: 2, lookUp: () => null }));
      expect(await far.renew(later(30))).toBe(true);
      expect(await here.acquire({ ...lock, at: later(89) })).toHaveProperty('holder.heartbeatAt', '2024-05-06T10:00:30Z');
      expect(await here.acquire({ ...lock, at: later(91) })).toHaveProperty('lease');
      expect(await far.renew(later(92))).toBe(false);
    });

    it('lets one that was replaced neither renew nor give back what is not its own any more', async () => {
      const as = await open();
      const old = await take(as(observer()), 0);
      const next = as(observer({ pid: 2, lookUp: (pid) => (pid === 1 ? null : { processStart: '10' }) }));
      await take(next, 1);
      await old.release();
      expect(await old.renew(later(2))).toBe(false);
      expect(await next.held({ at: later(2) })).toHaveLength(1);
    });

    it('does not renew what was given back', async () => {
      const lease = await take((await open())(observer()), 0);
      await lease.release();
      expect(await lease.renew(later(1))).toBe(false);
    });

    it('lets the stores of a holder write, and those of one that was replaced read only', async () => {
      const as = await open();
      const old = await take(as(observer()), 0);
      await writeEverywhere(old);
      const next = await take(as(observer({ pid: 2, lookUp: () => null })), 1);
      await writeEverywhere(next);
      for (const write of writesOf(old)) {
        await expect(write()).rejects.toMatchObject({
          code: 'step_lost',
          message: expect.stringContaining('"process" of channel 1'),
        });
      }
      expect((await old.stores.documentStore.progress('1')).settledSequence).toBe(next.token);
      await next.release();
      await expect(writeEverywhere(next)).rejects.toMatchObject({ code: 'step_lost' });
    });

    it('stores nothing of the old holder after a takeover, whatever was on the way', async () => {
      const as = await open();
      const old = await take(as(observer()), 0);
      const onTheWay = Array.from({ length: 20 }, (_, index) => old.stores.documentStore.setSettledSequence('1', index + 1));
      const settled = Promise.allSettled(onTheWay);
      const next = await take(as(observer({ pid: 2, lookUp: () => null })), 1);
      const stored = await next.stores.documentStore.progress('1');
      await settled;
      expect(await next.stores.documentStore.progress('1')).toEqual(stored);
    });

    it('gives a lock to exactly one of many who ask at once', async () => {
      const as = await open();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => as(observer({ pid: index + 1 })).acquire({ ...lock, at: start })),
      );
      expect(answers.filter((answer) => 'lease' in answer)).toHaveLength(1);
    });
  });
}

/** One write to each store of a holder. */
function writesOf({ token, stores }: StepLease): (() => Promise<unknown>)[] {
  const { rawStore, documentStore, topicStore } = stores;
  return [
    () => rawStore.writeChunk('1', async () => undefined),
    () => documentStore.setSettledSequence('1', token),
    () => topicStore.removeChannel('1'),
    () => topicStore.changeTopics('1', { cards: [], bundles: [], outside: [], removedOutside: [], versions: [] }),
  ];
}

async function writeEverywhere(lease: StepLease): Promise<void> {
  for (const write of writesOf(lease)) {
    await write();
  }
}

async function take(locks: StepLocks, seconds: number): Promise<StepLease> {
  const answer = await locks.acquire({ ...lock, at: later(seconds) });
  if ('holder' in answer) {
    throw new Error(`held by ${JSON.stringify(answer.holder)}`);
  }
  return answer.lease;
}
