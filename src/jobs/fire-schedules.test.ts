import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { fireSchedules } from './fire-schedules.ts';
import { addSchedule, changeSchedule, listSchedules } from './manage-schedules.ts';

const operator = { ownerId: null };

async function open() {
  const stores = await openTemporaryDatabases();
  const time = { now: new Date('2026-05-06T10:00:30Z') };
  const clock = { now: () => time.now };
  const application = { ...stores, clock, log: { log: () => undefined } };
  await stores.sourceStore.add({ sourceId: 'garden', via: 'web' }, '2026-05-01T00:00:00Z');
  return {
    ...application,
    set: (text: string) => {
      time.now = new Date(text);
    },
    fire: (change: Partial<typeof application> = {}) => fireSchedules({ ...application, ...change }, { maxAttempts: 3 }),
    schedule: (cron = '0 11 * * *') => addSchedule(application, { kind: 'run', source: 'garden', cron }, operator),
    finish: async () => {
      const claimed = await stores.jobQueue.claim({ most: 9, at: time.now, leaseInMs: 1_000 });
      const ends = claimed.map(({ job, token }) => ({ jobId: job.jobId, token, settlement: { state: 'finished' } as const }));
      await stores.jobQueue.settle(ends, time.now);
      return claimed.length;
    },
  };
}

test('a schedule fires when its time has come, and not again before its next time', async () => {
  const { schedule, fire, set, jobQueue, scheduleStore } = await open();
  const { scheduleId, nextFireAt } = await schedule();
  expect([nextFireAt, await fire()]).toEqual(['2026-05-06T11:00:00Z', []]);
  set('2026-05-06T11:00:00Z');
  const [jobId = ''] = await fire();
  expect(await jobQueue.get(jobId)).toMatchObject({
    kind: 'run',
    sourceId: 'garden',
    request: { source: 'garden', mode: 'incremental' },
  });
  expect(await fire()).toEqual([]);
  expect(await scheduleStore.get(scheduleId)).toMatchObject({
    nextFireAt: '2026-05-07T11:00:00Z',
    lastJobId: jobId,
    lastSkip: null,
  });
});

test('of many programs that look at once, and of one that dies in between, one job comes', async () => {
  const { schedule, fire, set, jobQueue, scheduleStore } = await open();
  await schedule();
  set('2026-05-06T11:00:00Z');
  const dies = { ...scheduleStore, fire: () => Promise.reject(new Error('killed')) };
  await expect(fire({ scheduleStore: dies })).rejects.toThrow('killed');
  await Promise.all([fire(), fire(), fire()]);
  expect(await jobQueue.list({ limit: 9 })).toHaveLength(1);
});

test('times that were missed are made up for once', async () => {
  const { schedule, fire, set, finish, scheduleStore } = await open();
  const { scheduleId } = await schedule('0 * * * *');
  set('2026-05-09T03:30:00Z');
  expect(await fire()).toHaveLength(1);
  expect(await finish()).toBe(1);
  expect(await fire()).toEqual([]);
  expect((await scheduleStore.get(scheduleId))?.nextFireAt).toBe('2026-05-09T04:00:00Z');
});

test('nothing piles up behind a job that takes long, nor for a source that is paused, and the reason is kept', async () => {
  const { schedule, fire, set, finish, sourceStore, scheduleStore, jobQueue } = await open();
  const { scheduleId } = await schedule('0 * * * *');
  set('2026-05-06T11:00:00Z');
  await fire();
  set('2026-05-06T12:00:00Z');
  expect(await fire()).toEqual([]);
  expect((await scheduleStore.get(scheduleId))?.lastSkip).toBe('still_running');
  await finish();
  await sourceStore.update('garden', { status: 'paused' }, '2026-05-06T12:30:00Z');
  set('2026-05-06T13:00:00Z');
  expect(await fire()).toEqual([]);
  expect((await scheduleStore.get(scheduleId))?.lastSkip).toBe('source_paused');
  expect(await jobQueue.list({ limit: 9 })).toHaveLength(1);
});

test('a schedule that is changed fires at its new time, a disabled one not at all, and others do not see it', async () => {
  const application = await open();
  const { schedule, fire, set } = application;
  const { scheduleId } = await schedule();
  const changed = await changeSchedule(application, scheduleId, { cron: '0 15 * * *', zone: 'Europe/Berlin' }, operator);
  expect(changed.nextFireAt).toBe('2026-05-06T13:00:00Z');
  set('2026-05-06T11:30:00Z');
  expect(await fire()).toEqual([]);
  await changeSchedule(application, scheduleId, { isEnabled: false }, operator);
  set('2026-05-06T13:30:00Z');
  expect(await fire()).toEqual([]);
  const stranger = { ownerId: 'stranger', maySee: () => false };
  expect(await listSchedules(application, stranger)).toEqual([]);
  await expect(changeSchedule(application, scheduleId, {}, stranger)).rejects.toMatchObject({ code: 'schedule_unknown' });
});

test('a source is polled at its interval, one poll at a time, and not before Telegram wants it', async () => {
  const { fire, set, finish, sourceStore } = await open();
  await sourceStore.update('garden', { pollInterval: 600 }, '2026-05-06T10:00:00Z');
  expect(await fire()).toHaveLength(1);
  set('2026-05-06T10:20:00Z');
  expect(await fire()).toEqual([]);
  await finish();
  const attempt = { sourceId: 'garden', startedAt: '2026-05-06T10:20:00Z', finishedAt: '2026-05-06T10:21:00Z' };
  await sourceStore.recordAttempt({ ...attempt, outcome: 'done', errorCode: null, messagesAdded: 0 });
  set('2026-05-06T10:25:00Z');
  expect(await fire()).toEqual([]);
  await sourceStore.update('garden', { rateLimitedUntil: '2026-05-06T11:00:00Z' }, '2026-05-06T10:25:00Z');
  set('2026-05-06T10:40:00Z');
  expect(await fire()).toEqual([]);
  set('2026-05-06T11:00:00Z');
  expect(await fire()).toHaveLength(1);
});
