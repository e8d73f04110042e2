// What the service costs: reads beside a bare route, many clients, the queue beside pg-boss, workers beside one worker. `npm run bench:service`, with
// the names of sections (reads, mixed, queue, workers) for some of them only.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgresServer } from '../test/support/postgres-server.ts';
import { measureMixedLoad } from './service/measure-mixed-load.ts';
import { measureQueue } from './service/measure-queue.ts';
import { measureReads } from './service/measure-reads.ts';
import { measureWorkers } from './service/measure-workers.ts';
import { openSampleApi } from './service/open-sample-api.ts';
import type { ResultRow } from './service/result-row.ts';

const sections = process.argv.slice(2);
const wants = (section: string) => sections.length === 0 || sections.includes(section);
const work = mkdtempSync(join(tmpdir(), 'tg-parser-service-'));
let areAllHeld = true;
try {
  console.log('| what | measured | floor | ratio | bound | holds |\n|---|---|---|---|---|---|');
  if (wants('reads') || wants('mixed')) {
    const api = await openSampleApi(join(work, 'data'));
    print(wants('reads') ? await measureReads(api) : []);
    print(wants('mixed') ? await measureMixedLoad(api) : []);
    await api.close();
  }
  if (wants('queue') || wants('workers')) {
    const server = await startPostgresServer();
    const database = async (name: string) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return server.url.replace(/\/postgres$/, `/${name}`);
    };
    print(wants('queue') ? await measureQueue(await database('queue')) : []);
    print(wants('workers') ? await measureWorkers(work, { one: await database('one'), many: await database('many') }) : []);
    await server.remove();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = areAllHeld ? 0 : 1;

function print(rows: readonly ResultRow[]): void {
  for (const { what, measured, floor, ratio, bound, holds } of rows) {
    console.log(`| ${what} | ${measured} | ${floor} | ${ratio.toFixed(2)} | ${bound} | ${holds ? 'yes' : 'no'} |`);
    areAllHeld &&= holds;
  }
}
