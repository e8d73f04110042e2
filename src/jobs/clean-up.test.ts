import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { derivedUuid } from '../lib/derived-uuid.ts';
import { cleanUp } from './clean-up.ts';

test('jobs go a time after their end, with their files and with files that a clean-up has left, answers after a day, and nothing else goes', async () => {
  const { jobQueue, idempotencyStore } = await openTemporaryDatabases();
  const exportsDirectory = join(temporaryFolder(), 'exports');
  const clock = { now: () => new Date('2026-06-01T00:00:00Z') };
  const options = { jobRetentionInDays: 30, exportsDirectory };
  expect(await cleanUp({ jobQueue, idempotencyStore, clock }, options)).toMatchObject({ outcome: 'nothing_to_do' });

  for (const [key, at] of [
    ['old', '2026-05-30T00:00:00Z'],
    ['young', '2026-05-31T12:00:00Z'],
  ] as const) {
    const request = { userId: 'u', key, requestHash: 'x' };
    await idempotencyStore.claim(request, { at: new Date(at), leaseInMs: 1_000, keepInMs: 1_000 });
  }
  const [old, young, waiting, orphan] = ['old', 'young', 'waiting', 'orphan'].map((name) => derivedUuid(name)) as [
    string,
    string,
    string,
    string,
  ];
  const newJob = (jobId: string) => ({
    jobId,
    kind: 'export' as const,
    sourceId: 's',
    ownerId: null,
    request: {},
    maxAttempts: 1,
  });
  await jobQueue.add([newJob(old), newJob(young), newJob(waiting)], new Date('2026-01-01T00:00:00Z'));
  await jobQueue.cancel(old, new Date('2026-05-01T00:00:00Z'));
  await jobQueue.cancel(young, new Date('2026-05-20T00:00:00Z'));
  for (const name of [old, young, waiting, orphan, 'somebody-elses']) {
    mkdirSync(join(exportsDirectory, name, '1'), { recursive: true });
    writeFileSync(join(exportsDirectory, name, '1', 'manifest.json'), '{}');
  }
  expect(await cleanUp({ jobQueue, idempotencyStore, clock }, options)).toEqual({
    outcome: 'done',
    result: { jobs_removed: 1, export_folders_removed: 2, answers_removed: 1 },
  });
  expect((await jobQueue.list({ limit: 9 })).map(({ jobId }) => jobId).toSorted()).toEqual([young, waiting].toSorted());
  const left = [old, young, waiting, orphan, 'somebody-elses'].filter((name) => existsSync(join(exportsDirectory, name)));
  expect(left).toEqual([young, waiting, 'somebody-elses']);
});
