import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { databasePaths } from '../../../../test/contract/open-temporary-databases.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { RunOutcome } from '../../../domain/run.ts';
import { sqliteDatabase } from '../../store-sqlite/sqlite-database.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { isProcessAlive } from './is-process-alive.ts';
import { createRunStore } from './run-store.ts';

const at = new Date('2024-05-06T10:00:00Z');

it.each<[string, { pid: number; host: string }, RunOutcome]>([
  ['of a dead process of this machine', { pid: 100, host: 'here' }, 'interrupted'],
  ['of an earlier process with our own id', { pid: 300, host: 'here' }, 'interrupted'],
  ['of a living process', { pid: 200, host: 'here' }, 'running'],
  ['of another machine, which we cannot ask', { pid: 100, host: 'there' }, 'running'],
])('settles a run %s', async (_whose, earlier, expected) => {
  const database = sqliteDatabase<ProcessingSchema>({
    name: 'processing',
    path: databasePaths(temporaryFolder()).processing,
    busyTimeoutMs: 1000,
    clock: { now: () => at },
  });
  const isAlive = (pid: number) => pid === 200;
  await createRunStore(database, { ...earlier, isAlive }).start({ runId: 'old', step: 'process', channelId: '1', at });
  const store = createRunStore(database, { pid: 300, host: 'here', isAlive });
  await store.start({ runId: 'other step', step: 'export', channelId: '1', at });
  expect((await store.get('old'))?.outcome).toBe('running');
  await store.start({ runId: 'new', step: 'process', channelId: '1', at });
  expect((await store.get('old'))?.outcome).toBe(expected);
  expect((await store.get('new'))?.outcome).toBe('running');
  await database.close();
});

it('this process is alive, and one that has ended is not', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(spawnSync(process.execPath, ['-e', '0']).pid)).toBe(false);
});
