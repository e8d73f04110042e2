import { expect, it, onTestFinished } from 'vitest';
import { databasePaths } from '../../../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { openSqliteDatabases } from '../../store-sqlite/open-sqlite-databases.ts';
import { createStepLocks } from './step-locks.ts';

const lock = { step: 'process', channelId: '1', at: new Date('2024-05-06T10:00:00Z') } as const;

/** `fault.next` lets one write fail: `lost` after it was committed, `undone` instead of that. */
function openLocks() {
  const set = openSqliteDatabases({ paths: databasePaths(temporaryFolder()) });
  onTestFinished(() => set.processing.close());
  const fault: { next: 'lost' | 'undone' | null } = { next: null };
  const processing: typeof set.processing = {
    ...set.processing,
    async write(work) {
      const { next } = fault;
      fault.next = null;
      const result = await set.processing.write(async (transaction) => {
        const inner = await work(transaction);
        if (next === 'undone') {
          throw new Error('the disk is full');
        }
        return inner;
      });
      if (next === 'lost') {
        throw new Error('the connection was lost');
      }
      return result;
    },
  };
  return { locks: createStepLocks({ raw: set.raw, processing }), others: createStepLocks(set), fault };
}

it.each(['lost', 'undone'] as const)('a process takes again what it could not take when the answer was %s', async (how) => {
  const { locks, others, fault } = openLocks();
  fault.next = how;
  await expect(locks.acquire(lock)).rejects.toThrow();
  expect(await locks.acquire(lock)).toHaveProperty('lease');
  expect(await locks.acquire(lock)).toHaveProperty('holder');
  expect(await others.acquire(lock)).toHaveProperty('holder');
});

it.each(['lost', 'undone'] as const)(
  'a process takes again what it could not give back when the answer was %s',
  async (how) => {
    const { locks, fault } = openLocks();
    const answer = await locks.acquire(lock);
    fault.next = how;
    await expect('lease' in answer && answer.lease.release()).rejects.toThrow();
    expect(await locks.acquire(lock)).toHaveProperty('lease');
  },
);
