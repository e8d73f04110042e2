// Quality, stability, cost and speed of topics: the one measurement of them, see docs/topics.md.
// `npm run bench:topics`; BENCH_ONLY=bbc,forum runs some sections, --titles prints the topics for reading.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import type { RivalRow } from './topics/compare-with-rivals.ts';
import { fixturesFolder } from './topics/fixtures-folder.ts';
import { forumMonths } from './topics/forum-months.ts';
import { measureContest } from './topics/measure-contest.ts';
import { measureCost } from './topics/measure-cost.ts';
import { measureForum } from './topics/measure-forum.ts';
import { measureNews } from './topics/measure-news.ts';
import { measureSpeed } from './topics/measure-speed.ts';
import { measureStability } from './topics/measure-stability.ts';
import type { QualityRow } from './topics/quality-row.ts';
import { readBbcNews } from './topics/read-bbc-news.ts';
import { readForum } from './topics/read-forum.ts';
import type { SectionResult } from './topics/section-result.ts';

interface Section {
  run: () => Promise<SectionResult>;
  needsFixtures?: boolean;
  /** Only when it is named. */
  isLong?: boolean;
}

const sections: Record<string, Section> = {
  bbc: { run: measureNews, needsFixtures: true },
  forum: { run: measureForum, needsFixtures: true },
  'same-story': { run: () => measureContest(), needsFixtures: true },
  'stability-bbc': { run: async () => measureStability(readBbcNews()), needsFixtures: true },
  'stability-forum': { run: async () => measureStability(await readForum(forumMonths)), needsFixtures: true },
  cost: { run: measureCost },
  speed: { run: () => measureSpeed({ withMillion: false }) },
  million: { run: () => measureSpeed({ withMillion: true }), isLong: true },
};
const only = process.env.BENCH_ONLY?.split(',');
const rows: QualityRow[] = [];
const rivals: RivalRow[] = [];

const unknown = only?.filter((name) => !(name in sections)) ?? [];
if (unknown.length > 0) {
  throw new RangeError(`No section ${unknown.join(', ')}: there are ${Object.keys(sections).join(', ')}`);
}
for (const [name, section] of Object.entries(sections).filter(([name, { isLong }]) => only?.includes(name) ?? !isLong)) {
  await measure(name, section);
}
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}\n`,
);
console.log('| what | measured | bound | holds |\n|---|---|---|---|');
for (const { what, measured, bound, holds } of rows) {
  console.log(`| ${what} | ${measured} | ${bound} | ${holds} |`);
}
if (rivals.length > 0) {
  console.log('\n| set | method | groups | all: purity / NMI / ARI | covered: purity / NMI / ARI |\n|---|---|---|---|---|');
  for (const { set, method, groups, all, covered } of rivals) {
    console.log(`| ${set} | ${method} | ${groups} | ${all} | ${covered} |`);
  }
}

async function measure(name: string, { run, needsFixtures }: Section): Promise<void> {
  if (needsFixtures && !existsSync(fixturesFolder)) {
    console.error(`${name}: skipped, ${fixturesFolder} is not there`);
    return;
  }
  const startedAt = performance.now();
  try {
    const result = await run();
    rows.push(...result.rows);
    rivals.push(...(result.rivals ?? []));
    console.error(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  } catch (error) {
    // What other sections measured for an hour is not thrown away with one.
    rows.push({ what: name, measured: 'failed', bound: '', holds: 'no' });
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}
