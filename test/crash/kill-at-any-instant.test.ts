import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeExport } from '../../bench/support/write-export.ts';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { readWholeState } from '../support/read-whole-state.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** SIGKILLs in all; `npm run test:crash` sets 200. */
const kills = Number(process.env.CRASH_KILLS ?? 6);
/** Kills in a row before a run is left to finish. */
const killsInARow = 3;
const messages = 2_500;

test(
  `a run that is killed at any of ${kills} random instants ends, once restarted, as an uninterrupted one`,
  async () => {
    const folder = temporaryFolder();
    const exportPath = join(folder, 'result.json');
    writeExport(exportPath, { count: messages, seed: 7 });

    const startedAt = performance.now();
    const calm = await runIn(join(folder, 'calm'));
    const wholeRunMs = performance.now() - startedAt;
    expect(calm.exitCode, calm.stderr).toBe(0);
    const expected = readWholeState(foldersOf(join(folder, 'calm')));

    const random = seededRandom(2026);
    for (let killed = 0, sequence = 0; killed < kills; sequence += 1) {
      const work = join(folder, `killed-${sequence}`);
      for (let inARow = 0; inARow < killsInARow && killed < kills; inARow += 1) {
        const { signal, exitCode, stderr } = await runIn(work, Math.ceil(50 + random() * wholeRunMs));
        expect(signal === 'SIGKILL' || exitCode === 0, stderr).toBe(true);
        killed += 1;
      }
      const last = await runIn(work);
      expect(last.exitCode, last.stderr).toBe(0);
      expectBalancedLedger(JSON.parse(last.stdout).ledger);
      expect(readWholeState(foldersOf(work))).toEqual(expected);
    }

    function runIn(work: string, killAfterMs?: number) {
      mkdirSync(work, { recursive: true });
      const { dataDir, out } = foldersOf(work);
      const words = ['run', '--from-export', exportPath, '--out', out, '--data-dir', dataDir, '--json', '--no-progress'];
      return runProgram(words, killAfterMs === undefined ? {} : { killAfterMs });
    }
  },
  60_000 + kills * 20_000,
);

function foldersOf(work: string): { dataDir: string; out: string } {
  return { dataDir: join(work, 'data'), out: join(work, 'out') };
}
