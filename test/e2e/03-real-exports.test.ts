import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fixtures = fileURLToPath(new URL('../../../shared/fixtures', import.meta.url));

/** Counted by other means than the program's: patterns over the HTML, JSON.parse over the JSON. */
interface IndependentCount {
  total: number;
  service: number;
}

function countHtml(folder: string): IndependentCount {
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const ids = pages.flatMap((page) =>
    [...page.matchAll(/<div class="message (default|service)[^"]*" id="message(-?\d+)"/g)].map(([, kind, id]) => ({
      kind,
      id: Number(id),
    })),
  );
  const messages = ids.filter(({ id }) => id > 0);
  return { total: messages.length, service: messages.filter(({ kind }) => kind === 'service').length };
}

function countJson(folder: string): IndependentCount {
  const { messages } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { messages: { type: string }[] };
  return { total: messages.length, service: messages.filter(({ type }) => type === 'service').length };
}

const cases: [string, (folder: string) => IndependentCount][] = [
  ['desktop-html/forum/2023-01', countHtml],
  ['desktop-html/forum/2023-02', countHtml],
  ['desktop-html/forum/2023-03', countHtml],
  ['desktop-html/forum/2023-04', countHtml],
  ['desktop-html/news-en', countHtml],
  ['desktop-json/media-channel', countJson],
  ['desktop-json/old-format', countJson],
];

describe.skipIf(!existsSync(fixtures))('real exports', () => {
  test.each(cases)(
    '%s is read whole and adds up',
    async (name, count) => {
      const folder = temporaryFolder();
      const input = join(fixtures, name);
      const out = join(folder, 'kb');
      const { exitCode, stdout, stderr } = await runProgram([
        'run',
        '--from-export',
        input,
        '--out',
        out,
        '--data-dir',
        join(folder, 'data'),
        '--json',
      ]);
      expect(exitCode, stderr).toBe(0);
      const { steps, ledger } = JSON.parse(stdout);
      const [ingest, , topicize] = steps;
      const expected = count(input);
      expect(ingest.total).toBe(expected.total);
      expect(ingest.service).toBe(expected.service);
      expect(ingest.total).toBe(ingest.posts + ingest.comments + ingest.service + ingest.album_members + ingest.duplicates);
      expect(ledger.raw_messages).toBe(expected.total - ingest.duplicates);
      expectBalancedLedger(ledger);
      expect(ledger.unprocessed + ledger.not_topicized + ledger.failed).toBe(0);
      expect(topicize.covered_items_total + topicize.outside_topics_total).toBe(topicize.documents_considered);
      expectValidExport(out);
    },
    120_000,
  );
});
