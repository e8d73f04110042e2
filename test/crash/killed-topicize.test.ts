import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { sha256 } from '../../src/lib/sha256.ts';
import { type CopiedDatabases, postgresToCopy, sqliteToCopy } from '../support/copied-databases.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readCatalogue } from '../topics/read-catalogue.ts';

/** SIGKILLs on SQLite, half of them in a first run; `npm run test:crash` sets 200. PostgreSQL gets a tenth. */
const kills = Number(process.env.CRASH_KILLS ?? 4);
/** Kills in a row before a run is left to finish. */
const killsInARow = 3;
const channelId = '1999999999';
/** Messages that are new to the second run: so few that topics go on, and are not founded anew. */
const growth = 1.07;

test.each([
  { engine: 'SQLite', open: async () => sqliteToCopy(), killsOfEach: Math.ceil(kills / 2), messages: 1_500 },
  { engine: 'PostgreSQL', open: () => postgresToCopy(), killsOfEach: Math.ceil(kills / 20), messages: 800 },
])(
  '$engine: topicize that is killed leaves the whole catalogue before or the whole new one, and the same command goes on',
  async ({ open, killsOfEach, messages }) => {
    const random = seededRandom(2027);
    const databases = await open();
    await run(databases, 'init');
    await read(databases, messages);
    const empty = await databases.look(digest);
    const [extended, first, firstMs] = await topicizeCalmly(databases);
    expect(first).not.toBe(empty);
    await killOften(databases, { before: empty, after: first, wholeRunMs: firstMs });

    await read(extended, messages * growth);
    const [, second, secondMs] = await topicizeCalmly(extended);
    expect(second).not.toBe(first);
    await killOften(extended, { before: first, after: second, wholeRunMs: secondMs });

    async function killOften(
      from: CopiedDatabases,
      { before, after, wholeRunMs }: { before: string; after: string; wholeRunMs: number },
    ): Promise<void> {
      for (let killed = 0; killed < killsOfEach; ) {
        const copy = await from.copy();
        for (let inARow = 0; inARow < killsInARow && killed < killsOfEach; inARow += 1) {
          // Half of them near the end, where the catalogue is stored.
          const share = random() < 0.5 ? random() : 0.75 + random() / 4;
          const killAfterMs = Math.ceil(50 + share * wholeRunMs);
          const { signal, exitCode, stderr } = await start(copy, ['topicize', '--channel', channelId], killAfterMs);
          expect(signal === 'SIGKILL' || exitCode === 0, stderr).toBe(true);
          expect([before, after], `killed after ${killAfterMs} ms`).toContain(await copy.look(digest));
          killed += 1;
        }
        await run(copy, 'topicize', '--channel', channelId);
        expect(await copy.look(digest)).toBe(after);
      }
    }
  },
  120_000 + kills * 20_000,
);

async function read(databases: CopiedDatabases, count: number): Promise<void> {
  const path = join(temporaryFolder(), 'result.json');
  writeExport(path, { count, seed: 7 });
  await run(databases, 'ingest', '--from-export', path);
  await run(databases, 'process', '--channel', channelId);
}

/** A copy with what an uninterrupted run leaves, and how long that takes. The databases stay as they are. */
async function topicizeCalmly(
  databases: CopiedDatabases,
): Promise<[copy: CopiedDatabases, digest: string, milliseconds: number]> {
  const copy = await databases.copy();
  const startedAt = performance.now();
  await run(copy, 'topicize', '--channel', channelId);
  const wholeRunMs = performance.now() - startedAt;
  return [copy, await copy.look(digest), wholeRunMs];
}

async function run(databases: CopiedDatabases, ...words: string[]): Promise<void> {
  const { exitCode, stderr } = await start(databases, words);
  expect(exitCode, stderr).toBe(0);
}

function start({ dataFolder, environment }: CopiedDatabases, words: readonly string[], killAfterMs?: number) {
  return runProgram([...words, '--data-dir', dataFolder, '--no-progress', '--json'], {
    environment,
    ...(killAfterMs === undefined ? {} : { killAfterMs }),
  });
}

/** Cards, bundles, documents outside and histories as a reader sees them, but for times and names of runs. */
async function digest({ topicStore }: Parameters<Parameters<CopiedDatabases['look']>[0]>[0]): Promise<string> {
  const catalogue = await readCatalogue(topicStore, channelId);
  const histories = await Promise.all(catalogue.cards.map(({ id }) => topicStore.history(id)));
  const differ = new Set(['at', 'runId', 'updated_at', 'topicization_run_id']);
  return sha256(JSON.stringify({ ...catalogue, histories }, (key, value) => (differ.has(key) ? undefined : value)));
}
