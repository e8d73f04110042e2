import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { changeStructure, replaceRandomValue, seedExport } from './mutated-json.ts';
import { seedHtml } from './seed-html.ts';
import { writeZip } from './write-zip.ts';

/** `npm run test:fuzz` sets 5000. */
const cases = Number(process.env.FUZZ_CASES ?? 100);

type Random = () => number;

/** Each writes one mutated export into the folder and returns its path. */
const mutations: readonly ((folder: string, random: Random) => string)[] = [
  (folder, random) => writeJson(folder, random, replaceRandomValue),
  (folder, random) => writeJson(folder, random, changeStructure),
  (folder, random) => {
    const path = join(folder, 'result.json');
    writeFileSync(path, mutateBytes(Buffer.from(JSON.stringify(seedExport(), null, 1)), random));
    return path;
  },
  (folder, random) => {
    const path = join(folder, 'result.json');
    const digits = random() < 0.5 ? '9223372036854775807' : '1.5e400';
    writeFileSync(
      path,
      JSON.stringify(seedExport(), null, 1).replace(/("id": |"date_unixtime": ")\d+/g, (field, name) =>
        random() < 0.3 ? name + digits : field,
      ),
    );
    return path;
  },
  (folder, random) => {
    seedHtml.forEach((html, index) => {
      const bytes = Buffer.from(html);
      writeFileSync(
        join(folder, `messages${index === 0 ? '' : index + 1}.html`),
        random() < 0.7 ? mutateBytes(bytes, random) : bytes,
      );
    });
    return folder;
  },
  (folder, random) => {
    const withoutClosing = (seedHtml[0] ?? '').replace(/<\/(div|a|strong)>/g, (tag) => (random() < 0.4 ? '' : tag));
    writeFileSync(join(folder, 'messages.html'), withoutClosing);
    return folder;
  },
  (folder, random) => {
    const json = Buffer.from(JSON.stringify(seedExport()));
    const zip = writeZip([
      { name: '../../escape.txt', content: Buffer.from('out') },
      { name: '/absolute/escape.txt', content: Buffer.from('out') },
      { name: random() < 0.5 ? '../result.json' : 'ChatExport/result.json', content: json },
    ]);
    const path = join(folder, 'export.zip');
    writeFileSync(path, random() < 0.5 ? zip : mutateBytes(zip, random));
    return path;
  },
];

test(
  `${cases} mutated exports end with an exit code of the contract, a balanced ledger and nothing written elsewhere`,
  async () => {
    const random = seededRandom(Number(process.env.FUZZ_SEED ?? 1));
    const root = temporaryFolder();
    for (let index = 0; index < cases; index += 1) {
      const work = join(root, `case-${index}`);
      const input = join(work, 'input');
      mkdirSync(input, { recursive: true });
      const mutate = mutations[index % mutations.length];
      const path = mutate?.(input, random) ?? input;

      const { exitCode, stdout, stderr } = await runInProcess([
        'run',
        '--from-export',
        path,
        '--out',
        join(work, 'out'),
        '--data-dir',
        join(work, 'data'),
        '--json',
        '--no-progress',
      ]);

      const context = `case ${index}: ${stderr}`;
      expect([0, 1, 2, 3], context).toContain(exitCode);
      expect(stderr, context).not.toMatch(/\n\s+at |A defect of tg-parser/);
      const answer = JSON.parse(stdout);
      if (exitCode === 0 || exitCode === 3) {
        expectBalancedLedger(answer.ledger);
      } else {
        expect(answer.error.message, context).toBeTruthy();
      }
      expect(readdirSync(work).filter((name) => !['input', 'out', 'data'].includes(name))).toEqual([]);
      expect(readdirSync(root), context).toEqual([`case-${index}`]);
      rmSync(work, { recursive: true, force: true });
    }
  },
  60_000 + cases * 2_000,
);

function writeJson(folder: string, random: Random, change: (root: Record<string, unknown>, random: Random) => void): string {
  const root = seedExport();
  for (let count = 0; count < 1 + random() * 3; count += 1) {
    change(root, random);
  }
  const path = join(folder, 'result.json');
  writeFileSync(path, JSON.stringify(root, null, 1));
  return path;
}
