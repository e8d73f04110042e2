import { describe, expect, it } from 'vitest';
import type { RunOwner } from '../../src/adapters/store-sql/run-store/run-store.ts';
import type { StepLease, StepLocks } from '../../src/ports/step-locks.ts';

const start = new Date('2024-05-06T10:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const lock = { step: 'process', channelId: '1' } as const;
const alive = () => true;

/** What every StepLocks must do. @param open gives one empty database to as many owners as the test asks for */
export function testStepLocks(name: string, open: () => Promise<(owner: RunOwner) => StepLocks>): void {
  describe(`${name} keeps step locks`, () => {
    it('gives a lock to one, names the holder to the others, and goes on when it was given back', async () => {
      const as = await open();
      const [first, second] = [as({ pid: 1, host: 'a', isAlive: alive }), as({ pid: 2, host: 'a', isAlive: alive })];
      const lease = await take(first, 0);
      const holder = { ...lock, pid: 1, host: 'a', since: '2024-05-06T10:00:00Z', heartbeatAt: '2024-05-06T10:00:00Z' };
      expect(await second.acquire({ ...lock, at: later(9) })).toEqual({ holder });
      expect(await second.held()).toEqual([holder]);
      await lease.release();
      expect(await second.held()).toEqual([]);
      expect((await take(second, 10)).token).toBeGreaterThan(lease.token);
    });

    it('keeps steps and channels apart', async () => {
      const as = await open();
      const locks = as({ pid: 1, host: 'a', isAlive: alive });
      await take(locks, 0);
      const other = as({ pid: 2, host: 'a', isAlive: alive });
      expect(await other.acquire({ step: 'topicize', channelId: '1', at: start })).toHaveProperty('lease');
      expect(await other.acquire({ step: 'process', channelId: '2', at: start })).toHaveProperty('lease');
      expect(await other.held()).toHaveLength(3);
    });

    it('takes over from a dead process of this host at once, and from one under our own id that is not us', async () => {
      const as = await open();
      const dead = await take(as({ pid: 1, host: 'a', isAlive: alive }), 0);
      const next = as({ pid: 2, host: 'a', isAlive: (pid) => pid !== 1 });
      const taken = await take(next, 1);
      expect(taken.token).toBeGreaterThan(dead.token);
      const reborn = await take(as({ pid: 2, host: 'a', isAlive: alive }), 2);
      expect(reborn.token).toBeGreaterThan(taken.token);
    });

    it('takes over from another host only after a minute of silence', async () => {
      const as = await open();
      const far = await take(as({ pid: 1, host: 'far', isAlive: alive }), 0);
      const here = as({ pid: 2, host: 'here', isAlive: () => false });
      expect(await far.renew(later(30))).toBe(true);
      expect(await here.acquire({ ...lock, at: later(89) })).toHaveProperty('holder.heartbeatAt', '2024-05-06T10:00:30Z');
      expect(await here.acquire({ ...lock, at: later(91) })).toHaveProperty('lease');
      expect(await far.renew(later(92))).toBe(false);
    });

    it('lets one that was replaced neither renew nor give back what is not its own any more', async () => {
      const as = await open();
      const old = await take(as({ pid: 1, host: 'a', isAlive: alive }), 0);
      const next = as({ pid: 2, host: 'a', isAlive: (pid) => pid !== 1 });
      await take(next, 1);
      await old.release();
      expect(await old.renew(later(2))).toBe(false);
      expect(await next.held()).toHaveLength(1);
    });

    it('gives a lock to exactly one of many who ask at once', async () => {
      const as = await open();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          as({ pid: index + 1, host: 'a', isAlive: alive }).acquire({ ...lock, at: start }),
        ),
      );
      expect(answers.filter((answer) => 'lease' in answer)).toHaveLength(1);
    });
  });
}

async function take(locks: StepLocks, seconds: number): Promise<StepLease> {
  const answer = await locks.acquire({ ...lock, at: later(seconds) });
  if ('holder' in answer) {
    throw new Error(`held by ${JSON.stringify(answer.holder)}`);
  }
  return answer.lease;
}
