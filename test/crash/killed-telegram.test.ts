import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { startProgram } from '../support/start-program.ts';
import { makeChannel, makeMessages } from '../support/telegram/make-channel.ts';
import { openRoad, type RoadFault, type RoadName } from '../support/telegram/open-road.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const seeds = process.env.CRASH_KILLS === undefined ? 1 : Math.ceil(Number(process.env.CRASH_KILLS) / 20);
const attempts = process.env.CRASH_KILLS === undefined ? 4 : 6;
const faults: (RoadFault | null)[] = ['cut', 'overload', 'wait', null];
const { id: channelId, username } = makeChannel();

const cases = (['web', 'mtproto'] as RoadName[]).flatMap((road) =>
  Array.from({ length: seeds }, (_, index) => ({ road, seed: index + 1 })),
);

test.each(cases)(
  'by way of $road, history $seed: killed, cut off, limited and made to wait, a channel ends as it is, and no page is asked for twice without need',
  async ({ road: name, seed }) => {
    const random = seededRandom(seed * 7 + name.length);
    const dataFolder = join(temporaryFolder(), 'data');
    // Pages of an account are five times as long.
    const pages = name === 'web' ? 20 : 100;
    const all = makeMessages(Math.floor(pages * (8 + random() * 8)), seed);
    const shown = Math.floor(all.length * (0.5 + random() * 0.4));
    const road = await openRoad(name, { messages: all.slice(0, shown), dataFolder });
    const data = ['--data-dir', dataFolder, '--no-progress', '--json'];
    const ingest = ['ingest', '--source', `@${username}`, '--via', name];
    const environment = { ...road.settings, RETRY_BACKOFF_BASE: '0.1' };
    await runInProcess(['init', ...data]);
    let cursors = { head: 0, backfill: Number.POSITIVE_INFINITY };
    let disturbances = 0;
    let next = shown;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const isLast = attempt === attempts - 1;
      const fault = faults[Math.floor(random() * faults.length)] ?? null;
      if (fault !== null) {
        road.fail(fault);
      }
      const limit = !isLast && random() < 0.3 ? ['--limit', String(1 + Math.floor(random() * pages * 3))] : [];
      const program = startProgram([...ingest, ...limit, ...data], { environment });
      const killAt = isLast ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 8);
      const delayInMs = random() * 25;
      let asked = 0;
      road.onRequest = () => {
        asked += 1;
        if (asked === killAt) {
          setTimeout(() => program.kill('SIGKILL'), delayInMs);
        }
      };
      const { exitCode, stderr, stdout } = await program.finished;
      disturbances += 1 + (fault === null ? 0 : 1);
      if (isLast) {
        expect(exitCode, stderr + stdout).toBe(0);
      }
      cursors = await expectNoStepBack(cursors, data);
      // The channel goes on meanwhile.
      const more = isLast ? [] : all.slice(next, next + Math.floor((random() * (all.length - shown)) / 3));
      next += more.length;
      for (const message of more) {
        road.post(message);
      }
    }
    const end = startProgram([...ingest, ...data], { environment });
    expect((await end.finished).exitCode).toBe(0);
    expect(await storedIds(data)).toEqual(road.messages().map(({ id }) => id));
    const places = road.positions.filter((position) => /\d/.test(position));
    expect(places.length - new Set(places).size).toBeLessThanOrEqual(disturbances);
  },
  300_000,
);

/** Cursors of a source that is not registered yet are as they were. */
async function expectNoStepBack(before: { head: number; backfill: number }, data: string[]): Promise<typeof before> {
  const { exitCode, stdout } = await runInProcess(['sources', 'show', channelId, ...data]);
  if (exitCode !== 0) {
    return before;
  }
  const { cursors } = JSON.parse(stdout);
  const after = { head: cursors.head ?? before.head, backfill: cursors.backfill ?? before.backfill };
  expect(after.head).toBeGreaterThanOrEqual(before.head);
  expect(after.backfill).toBeLessThanOrEqual(before.backfill);
  return after;
}

async function storedIds(data: string[]): Promise<number[]> {
  const out = join(temporaryFolder(), 'raw');
  expect((await runInProcess(['export', '--channel', channelId, '--level', 'raw', '--out', out, ...data])).exitCode).toBe(0);
  const lines = readFileSync(join(out, 'raw_messages.ndjson'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => Number(JSON.parse(line).id)).sort((left, right) => left - right);
}
