// Speed and memory of the whole program, each as a ratio against a floor measured in the same run.
// `npm run bench`; BENCH_ONLY=ingest,help runs a part, BENCH_SCALE=0.1 a tenth of the sizes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureProgram } from './support/measure-program.ts';
import { writeExport } from './support/write-export.ts';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const floors = fileURLToPath(new URL('./floors/', import.meta.url));
const scale = Number(process.env.BENCH_SCALE ?? 1);
const only = process.env.BENCH_ONLY?.split(',');
const work = mkdtempSync(join(tmpdir(), 'tg-parser-bench-'));

interface Row {
  what: string;
  measured: string;
  floor: string;
  ratio: string;
  bound: string;
}

const rows: Row[] = [];
const sections: Record<string, () => Promise<void>> = { ingest, pipeline, help };

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}, scale ${scale}`,
);
try {
  for (const [name, run] of Object.entries(sections)) {
    if (only === undefined || only.includes(name)) {
      await run();
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log('\n| what | measured | floor | ratio | bound |\n|---|---|---|---|---|');
for (const { what, measured, floor, ratio, bound } of rows) {
  console.log(`| ${what} | ${measured} | ${floor} | ${ratio} | ${bound} |`);
}

async function ingest(): Promise<void> {
  for (const gigabytes of [1, 2]) {
    const path = join(work, 'result.json');
    const { messages, bytes } = writeExport(path, { count: Number.POSITIVE_INFINITY, bytes: gigabytes * scale * 1e9 });
    const floor = await measureProgram([`${floors}parse-export.js`, path]);
    const run = await tgParser(`ingest-${gigabytes}`, ['ingest', '--from-export', path]);
    note({
      what: `ingest ${(bytes / 1e9).toFixed(2)} GB JSON, ${messages.toLocaleString('en-US')} messages`,
      measured: `${perSecond(messages, run.seconds)}, peak ${run.peakMegabytes.toFixed(0)} MB`,
      floor: `bare streaming parser ${perSecond(messages, floor.seconds)}`,
      ratio: `${(floor.seconds / run.seconds).toFixed(2)} of the floor's speed`,
      bound: 'at least 0.5; under 250 MB',
    });
    rmSync(path);
    rmSync(join(work, `ingest-${gigabytes}`), { recursive: true, force: true });
  }
}

async function pipeline(): Promise<void> {
  const counts = [10_000 * scale, 100_000 * scale];
  for (const count of counts) {
    const path = join(work, `pipeline-${count}.json`);
    writeExport(path, { count });
    const name = `data-${count}`;
    const channel = ['--channel', '1999999999'];
    const read = await tgParser(name, ['ingest', '--from-export', path]);
    const processed = await tgParser(name, ['process', ...channel]);
    const floor = JSON.parse((await measureProgram([`${floors}read-texts.js`, String(count)])).stdout) as {
      texts: number;
      seconds: number;
    };
    note({
      what: `process ${count.toLocaleString('en-US')} messages`,
      measured: `${perSecond(count, processed.seconds)}, peak ${processed.peakMegabytes.toFixed(0)} MB`,
      floor: `language, tokens and stems ${perSecond(floor.texts, floor.seconds)}`,
      ratio: `${(processed.seconds / floor.seconds).toFixed(2)} times the floor's time`,
      bound: 'at most 5',
    });
    const grouped = await tgParser(name, ['topicize', ...channel]);
    const out = join(work, `out-${count}`);
    const exported = await tgParser(name, ['export', ...channel, '--out', out]);
    const bare = JSON.parse((await measureProgram([`${floors}write-records.js`, out, join(work, `bare-${count}`)])).stdout) as {
      entries: number;
      files: number;
      bytes: number;
      seconds: number;
    };
    const report = JSON.parse(exported.stdout) as { duration_seconds: number };
    note({
      what: `export ${bare.entries.toLocaleString('en-US')} entries, ${bare.files} files, ${(bare.bytes / 1e6).toFixed(0)} MB`,
      measured: `${report.duration_seconds.toFixed(2)} s, peak ${exported.peakMegabytes.toFixed(0)} MB`,
      floor: `bare stringify and write ${bare.seconds.toFixed(2)} s`,
      ratio: `${(bare.seconds / report.duration_seconds).toFixed(2)} of the floor's speed`,
      bound: 'at least 0.5',
    });
    const again = await tgParser(name, ['run', '--from-export', path, '--out', out]);
    const first = read.seconds + processed.seconds + grouped.seconds + exported.seconds;
    note({
      what: `run again, ${count.toLocaleString('en-US')} messages stored, nothing new`,
      measured: `${again.seconds.toFixed(2)} s`,
      floor: `first run ${first.toFixed(1)} s`,
      ratio: `1/${(first / again.seconds).toFixed(0)}`,
      bound: 'under 1/50 at 100,000',
    });
    rmSync(path);
  }
}

async function help(): Promise<void> {
  const runs = 11;
  const ours = await medianSeconds(runs, [program, '--help']);
  const bare = await medianSeconds(runs, ['-e', '0']);
  note({
    what: 'tg-parser --help',
    measured: `${(ours * 1000).toFixed(0)} ms`,
    floor: `node -e 0 ${(bare * 1000).toFixed(0)} ms`,
    ratio: `${(ours / bare).toFixed(2)} times`,
    bound: 'at most 2',
  });
}

function tgParser(name: string, words: string[]) {
  mkdirSync(join(work, name), { recursive: true });
  return measureProgram([program, ...words, '--data-dir', join(work, name), '--json', '--no-progress']);
}

async function medianSeconds(runs: number, words: string[]): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    seconds.push((await measureProgram(words)).seconds);
  }
  return seconds.sort((left, right) => left - right)[Math.floor(runs / 2)] ?? 0;
}

function perSecond(count: number, seconds: number): string {
  return `${Math.round(count / seconds).toLocaleString('en-US')} a second`;
}

function note(row: Row): void {
  rows.push(row);
  console.log(`${row.what}: ${row.measured}; floor ${row.floor}; ${row.ratio} (${row.bound})`);
}
