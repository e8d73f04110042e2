import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import { openTemporaryDatabases } from '../contract/open-temporary-databases.ts';
import { runProgram } from '../support/run-program.ts';
import { startProgram } from '../support/start-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const channelId = '1999999999';

test('two programs group one channel at once: one does, the other says who is at it, ends with 4 and changes nothing', async () => {
  const folder = temporaryFolder();
  const exportPath = join(folder, 'result.json');
  writeExport(exportPath, { count: 1_200, seed: 7 });
  const words = (...command: string[]) => [...command, '--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  for (const command of [
    ['ingest', '--from-export', exportPath],
    ['process', '--channel', channelId],
  ]) {
    expect((await runProgram(words(...command))).exitCode).toBe(0);
  }
  const { stepLocks, topicStore } = await openTemporaryDatabases(join(folder, 'data'));

  const topicize = words('topicize', '--channel', channelId);
  const first = startProgram(topicize);
  while ((await stepLocks.held({ channelId, at: new Date() })).length === 0) {
    await delay(20);
  }
  const refused = await runProgram(topicize);
  expect(refused.exitCode, refused.stderr).toBe(4);
  expect(JSON.parse(refused.stdout).error).toMatchObject({
    code: 'step_locked',
    message: expect.stringContaining(`"topicize" of channel ${channelId} is being executed by process ${first.pid}`),
    hint: expect.stringContaining('--wait'),
    held_by: { step: 'topicize', channel_id: channelId, host: hostname(), pid: first.pid },
  });

  const done = await first.finished;
  expect(done.exitCode, done.stderr).toBe(0);
  const { topics_total } = JSON.parse(done.stdout);
  expect(topics_total).toBeGreaterThan(0);
  const cards = await topicStore.cards(channelId);
  expect(cards).toHaveLength(topics_total);
  for (const { id } of cards) {
    expect(await topicStore.history(id)).toHaveLength(1);
  }
}, 120_000);
