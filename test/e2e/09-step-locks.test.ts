import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import type { StepHolder } from '../../src/ports/step-locks.ts';
import { openTemporaryDatabases } from '../contract/open-temporary-databases.ts';
import { runProgram } from '../support/run-program.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const channelId = '1999999999';
const step = ['process', '--channel', channelId];

describe('two programs at one step of a channel', { timeout: 60_000 }, () => {
  test('at once: one works, the other says who is at it and ends with 4, and with --wait it waits', async () => {
    const { words, json, holder } = await readFolder();
    const first = startProgram(words(...step));
    await holder();
    const refused = await runProgram(words(...step));
    expect(refused.exitCode, refused.stderr).toBe(4);
    expect(JSON.parse(refused.stdout).error).toMatchObject({
      code: 'step_locked',
      message: expect.stringMatching(/"process" of channel 1999999999 is being executed by process \d+ on .+, for \d+ s/),
      hint: expect.stringContaining('--wait'),
      held_by: { step: 'process', channel_id: channelId, host: hostname(), pid: first.pid, since: expect.any(String) },
    });
    const [status] = (await json('status', '--source', channelId)).sources;
    expect(status.running).toMatchObject([{ step: 'process', host: hostname(), pid: first.pid, since: expect.any(String) }]);
    const waiting = await runProgram(words(...step, '--wait'));
    expect(waiting.exitCode, waiting.stderr).toBe(0);
    expect(waiting.stderr).toContain(`Waiting: "process" of channel ${channelId} is being executed by process ${first.pid}`);
    const done = await first.finished;
    expect(done.exitCode, done.stderr).toBe(0);
    const totals = [done, waiting].map(({ stdout }) => JSON.parse(stdout).processed_total);
    expect(totals[0]).toBeGreaterThan(5_000);
    expect(totals[1]).toBe(0);
    expect((await json('status', '--source', channelId)).sources[0].running).toEqual([]);
  });

  test('after a SIGKILL: the next one goes on at once, and the killed run is known to be interrupted', async () => {
    const { words, json, holder } = await readFolder();
    const killed = startProgram(words(...step));
    await holder();
    killed.kill('SIGKILL');
    expect((await killed.finished).signal).toBe('SIGKILL');
    expect((await json('status', '--source', channelId)).sources[0].running).toEqual([]);
    const next = await runProgram(words(...step));
    expect(next.exitCode, next.stderr).toBe(0);
    const { runs } = await json('report');
    expect(runs.slice(0, 2)).toMatchObject([
      { step: 'process', outcome: 'done' },
      { step: 'process', outcome: 'interrupted' },
    ]);
  });

  test('after a takeover: the one that was replaced ends with 4, and stores nothing any more', async () => {
    const { words, stores, holder } = await readFolder();
    const replaced = startProgram(words(...step));
    await holder();
    // For a clock that is so far ahead the program was silent for too long.
    const inTwoHours = new Date(Date.now() + 7_200_000);
    const answer = await stores.stepLocks.acquire({ step: 'process', channelId, at: inTwoHours });
    expect(answer).toHaveProperty('lease');
    const before = await stores.documentStore.counts(channelId);
    const { exitCode, stdout, stderr } = await replaced.finished;
    expect(exitCode, stderr).toBe(4);
    expect(JSON.parse(stdout).error.code).toBe('step_lost');
    expect(await stores.documentStore.counts(channelId)).toEqual(before);
  });
});

test('while a step is held: --wait SECONDS gives up with 4, Ctrl-C ends the wait with 130, and nothing is removed', async () => {
  const { words, json, stores } = await readFolder();
  const answer = await stores.stepLocks.acquire({ step: 'process', channelId, at: new Date() });
  const impatient = await runProgram(words(...step, '--wait', '1'));
  expect(impatient.exitCode, impatient.stderr).toBe(4);
  expect(impatient.stderr).toContain('also after 1 s of waiting');

  const stopped = startProgram(words(...step, '--wait'));
  await stopped.said('Waiting: "process"');
  stopped.kill('SIGINT');
  expect((await stopped.finished).exitCode).toBe(130);

  const refused = await runProgram(words('sources', 'remove', channelId, '--yes'));
  expect(refused.exitCode, refused.stderr).toBe(4);
  expect(JSON.parse(refused.stdout).error.held_by).toMatchObject({ step: 'process', pid: process.pid });
  expect((await json('status', '--source', channelId)).sources[0].raw.total).toBeGreaterThan(0);

  await ('lease' in answer ? answer.lease.release() : expect.fail('not acquired'));
  const removed = await runProgram(words('sources', 'remove', channelId, '--yes'));
  expect(removed.exitCode, removed.stderr).toBe(0);
}, 60_000);

/** A folder into which messages were read, enough for seconds of processing. */
async function readFolder() {
  const folder = temporaryFolder();
  const words = (...command: string[]) => [...command, '--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  const exportPath = join(folder, 'result.json');
  writeExport(exportPath, { count: 6_000, seed: 7 });
  const ingested = await runProgram(words('ingest', '--from-export', exportPath));
  expect(ingested.exitCode, ingested.stderr).toBe(0);
  const stores = await openTemporaryDatabases(join(folder, 'data'));
  return {
    words,
    stores,
    json: async (...command: string[]) => JSON.parse((await runProgram(words(...command))).stdout),
    /** Resolves when somebody is at a step of the channel. */
    async holder(): Promise<StepHolder> {
      for (;;) {
        const [holder] = await stores.stepLocks.held({ channelId, at: new Date() });
        // The lock comes first, the run of it right after.
        const [run] = await stores.runStore.list({ channelId, limit: 1 });
        if (holder && run?.outcome === 'running') {
          return holder;
        }
        await delay(20);
      }
    },
  };
}
