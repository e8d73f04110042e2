import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { runStep } from './run-step.ts';

const subject = { step: 'process', channelId: '1' } as const;
const done = { outcome: 'done', report: {} } as const;
let now = new Date('2024-05-06T10:00:00Z');
const clock = { now: () => now };

beforeEach(() => {
  now = new Date('2024-05-06T10:00:00Z');
});

afterEach(() => {
  vi.useRealTimers();
});

async function open() {
  return { ...(await openTemporaryDatabases()), clock };
}

/** What the stores see when another process takes the lock after more than an hour without a heartbeat. */
async function takeOver({ stepLocks }: Awaited<ReturnType<typeof open>>): Promise<void> {
  now = new Date(now.getTime() + 3_601_000);
  expect(await stepLocks.acquire({ ...subject, at: now })).toHaveProperty('lease');
}

describe('a step that is executed', () => {
  it('refuses a second execution, telling people and programs who holds it, and lets go at its end', async () => {
    const dependencies = await open();
    await runStep(dependencies, subject, async () => {
      now = new Date(now.getTime() + 180_000);
      await expect(runStep(dependencies, subject, () => expect.fail('executed twice'))).rejects.toMatchObject({
        code: 'step_locked',
        message: expect.stringMatching(/^"process" of channel 1 is being executed by process \d+ on .+, for 3 min$/),
        details: {
          held_by: { step: 'process', channel_id: '1', pid: process.pid, since: '2024-05-06T10:00:00Z', age_seconds: 180 },
        },
      });
      return done;
    });
    expect(await dependencies.stepLocks.held({ at: now })).toEqual([]);
    expect(await dependencies.runStore.list({ limit: 9 })).toHaveLength(1);
  });

  it('lets go when it fails', async () => {
    const dependencies = await open();
    await expect(runStep(dependencies, subject, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await dependencies.stepLocks.held({ at: now })).toEqual([]);
  });

  it('is stopped by its next heartbeat when it was taken over, and says so', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const dependencies = await open();
    const running = runStep(dependencies, subject, async ({ signal }) => {
      await takeOver(dependencies);
      const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
      vi.advanceTimersByTime(5_000);
      await stopped;
      throw new TgParserError('interrupted', 'Stopped');
    });
    await expect(running).rejects.toMatchObject({ code: 'step_lost' });
    expect((await dependencies.runStore.list({ limit: 1 }))[0]?.outcome).toBe('interrupted');
    expect(await dependencies.stepLocks.held({ at: now })).toHaveLength(1);
  });

  it('is stopped by its next write when that comes before the heartbeat', async () => {
    const dependencies = await open();
    const running = runStep(dependencies, subject, async ({ stores }) => {
      await takeOver(dependencies);
      await stores.documentStore.setSettledSequence('1', 5);
      return done;
    });
    await expect(running).rejects.toMatchObject({ code: 'step_lost' });
    expect((await dependencies.documentStore.progress('1')).settledSequence).toBe(0);
  });

  it('goes on when single heartbeats fail', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { stepLocks, ...dependencies } = await open();
    const renew = vi.fn().mockRejectedValueOnce(new Error('disk full')).mockResolvedValue(true);
    const acquire: typeof stepLocks.acquire = async (lock) => {
      const answer = await stepLocks.acquire(lock);
      return 'lease' in answer ? { lease: { ...answer.lease, renew } } : answer;
    };
    const report = await runStep({ ...dependencies, stepLocks: { ...stepLocks, acquire } }, subject, async ({ signal }) => {
      for (const beats of [1, 2]) {
        vi.advanceTimersByTime(5_000);
        await vi.waitFor(() => expect(renew).toHaveBeenCalledTimes(beats));
        await new Promise(setImmediate);
      }
      expect(signal.aborted).toBe(false);
      return done;
    });
    expect(report.outcome).toBe('done');
  });

  it('keeps its own reason when it was stopped on request', async () => {
    const dependencies = await open();
    const controller = new AbortController();
    const running = runStep(dependencies, { ...subject, signal: controller.signal }, async ({ signal }) => {
      controller.abort();
      expect(signal.aborted).toBe(true);
      throw new TgParserError('interrupted', 'Stopped');
    });
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
  });
});

describe('who waits for a step', () => {
  it('hears once whom it waits for, and goes on when that one has ended', async () => {
    const dependencies = await open();
    const heard: number[] = [];
    const hold = { waitInMs: Number.POSITIVE_INFINITY, onWaiting: ({ pid }: { pid: number }) => heard.push(pid) };
    let second: Promise<unknown> = Promise.resolve();
    await runStep(dependencies, subject, async () => {
      second = runStep(dependencies, { ...subject, hold }, async () => done);
      await vi.waitFor(() => expect(heard).toHaveLength(1));
      return done;
    });
    expect(await second).toMatchObject({ outcome: 'done' });
    expect(heard).toEqual([process.pid]);
  });

  it('gives up after the time it was given', async () => {
    const dependencies = await open();
    await runStep(dependencies, subject, async () => {
      const onWaiting = () => {
        now = new Date(now.getTime() + 600_000);
      };
      const waiting = runStep(dependencies, { ...subject, hold: { waitInMs: 600_000, onWaiting } }, async () => done);
      await expect(waiting).rejects.toMatchObject({
        code: 'step_locked',
        message: expect.stringMatching(/, also after 10 min of waiting$/),
      });
      return done;
    });
  });

  it('stops waiting on request, without having begun', async () => {
    const dependencies = await open();
    await runStep(dependencies, subject, async () => {
      const controller = new AbortController();
      const hold = { waitInMs: Number.POSITIVE_INFINITY, onWaiting: () => controller.abort() };
      const waiting = runStep(dependencies, { ...subject, hold, signal: controller.signal }, async () => done);
      await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
      return done;
    });
    expect(await dependencies.runStore.list({ limit: 9 })).toHaveLength(1);
  });
});
