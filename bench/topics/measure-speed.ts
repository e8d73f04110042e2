import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measurement, measureProgram } from '../support/measure-program.ts';
import { writeExport } from '../support/write-export.ts';
import type { QualityRow } from './quality-row.ts';
import type { SectionResult } from './section-result.ts';
import { toQualityRow } from './to-quality-row.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const channel = ['--channel', '1999999999'];
const scale = Number(process.env.BENCH_SCALE ?? 1);
const many = 100_000 * scale;
const added = 1_000 * scale;
const million = 1_000_000 * scale;
const times = (value: number) => `${value.toFixed(2)} times`;
const share = (value: number) => `1/${(1 / value).toFixed(1)}`;
const megabytes = (value: number) => `${value.toFixed(0)} MB`;

/**
 * Time and memory of `topicize` as a program of its own, against processing the same messages in the same run.
 *
 * @param withMillion also for a million messages: an hour, and several gigabytes of disk and memory
 */
export async function measureSpeed({ withMillion }: { withMillion: boolean }): Promise<SectionResult> {
  const work = mkdtempSync(join(tmpdir(), 'tg-parser-topics-speed-'));
  try {
    const { processed, grouped } = await fill(work, many);
    const rows = [...rowsOf(many, { processed, grouped }, { atMost: 1_500 }), await measureAddition(work, grouped)];
    rmSync(join(work, 'data'), { recursive: true });
    return { rows: withMillion ? [...rows, ...(await measureMillion(work, grouped))] : rows };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function rowsOf(
  count: number,
  { processed, grouped }: { processed: Measurement; grouped: Measurement },
  { atMost }: { atMost: number },
): QualityRow[] {
  const what = `topicize ${count.toLocaleString('en-US')} messages from nothing`;
  return [
    toQualityRow(`${what}, against processing them`, grouped.seconds / processed.seconds, {
      // A million is compared with a tenth of it instead.
      ...(count === million ? {} : { atMost: 2 }),
      write: times,
      note: `${seconds(grouped)} against ${seconds(processed)}`,
    }),
    toQualityRow(`${what}, peak of memory`, grouped.peakMegabytes, { atMost, write: megabytes }),
  ];
}

/** The first of the larger channel are those of the smaller one. */
async function measureAddition(work: string, full: Measurement): Promise<QualityRow> {
  const path = join(work, 'more.json');
  writeExport(path, { count: many + added });
  await run(work, ['ingest', '--from-export', path]);
  await run(work, ['process', ...channel]);
  const grouped = await run(work, ['topicize', ...channel]);
  rmSync(path);
  const what = `topicize after ${added.toLocaleString('en-US')} more messages, against ${many.toLocaleString('en-US')} from nothing`;
  return toQualityRow(what, grouped.seconds / full.seconds, {
    atMost: 1 / 20,
    write: share,
    note: `${seconds(grouped)} against ${seconds(full)}`,
  });
}

async function measureMillion(work: string, smaller: Measurement): Promise<QualityRow[]> {
  const { processed, grouped } = await fill(work, million);
  const what = `topicize ${million.toLocaleString('en-US')} messages, against ${many.toLocaleString('en-US')}`;
  return [
    ...rowsOf(million, { processed, grouped }, { atMost: 6_000 }),
    toQualityRow(what, grouped.seconds / smaller.seconds, { atMost: 14, write: times }),
  ];
}

async function fill(work: string, count: number): Promise<{ processed: Measurement; grouped: Measurement }> {
  const path = join(work, 'result.json');
  writeExport(path, { count });
  await run(work, ['ingest', '--from-export', path]);
  rmSync(path);
  const processed = await run(work, ['process', ...channel]);
  const grouped = await run(work, ['topicize', ...channel]);
  return { processed, grouped };
}

function run(work: string, words: readonly string[]): Promise<Measurement> {
  const data = join(work, 'data');
  mkdirSync(data, { recursive: true });
  return measureProgram([program, ...words, '--data-dir', data, '--json', '--no-progress']);
}

function seconds(measurement: Measurement): string {
  return `${measurement.seconds.toFixed(1)} s`;
}
