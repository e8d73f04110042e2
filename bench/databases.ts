// Speed of the databases, each as a ratio against the bare driver with the same rows, measured in the same run.
// `npm run bench:databases`; starts a PostgreSQL server of its own. BENCH_SCALE=0.1 runs a tenth of the sizes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import pg from 'pg';
import { openPostgresDatabases } from '../src/adapters/store-postgres/open-postgres-databases.ts';
import { PostgresPool } from '../src/adapters/store-postgres/postgres-pool.ts';
import { type OpenedStores, openStores } from '../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { openExport } from '../src/adapters/telegram-export/open-export.ts';
import type { RawMessage } from '../src/domain/raw-message.ts';
import { storeMessages } from '../src/ingest/store-messages.ts';
import { type DatabaseName, databaseNames } from '../src/ports/databases.ts';
import { startPostgresServer } from '../test/support/postgres-server.ts';
import { measureProgram } from './support/measure-program.ts';
import { writeExport } from './support/write-export.ts';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const scale = Number(process.env.BENCH_SCALE ?? 1);
const work = mkdtempSync(join(tmpdir(), 'tg-parser-bench-'));
const channelId = '1999999999';
const chunkSize = 500;
const sqliteRounds = 7;

const server = await startPostgresServer();
try {
  console.log('| what | measured | floor | ratio | bound |\n|---|---|---|---|---|');
  await bulkInsert(100_000 * scale);
  await pooledReads(5_000);
  await copy(200_000 * scale);
} finally {
  await server.remove();
  rmSync(work, { recursive: true, force: true });
}

/** Storing messages, threads, albums and duplicates settled, against inserting the rows that this makes. */
async function bulkInsert(count: number): Promise<void> {
  const messages = await readMessages(count);
  let tables: ReadonlyMap<string, Rows> = new Map();
  // One round says little: what the disk and the compiler of the engine do beside moves it by a fifth.
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 1; round <= sqliteRounds; round += 1) {
    const folder = join(work, `bulk-${round}`);
    const sqlite = openStores(openSqliteDatabases({ paths: pathsIn(folder) }));
    await sqlite.databases.upgrade('raw');
    const ours = await seconds(() => storeAll(sqlite, messages));
    await sqlite.close();
    tables = readRows(pathsIn(folder).raw);
    rounds.push({ ours, bare: insertIntoSqlite(pathsIn(folder).raw, tables) });
    rmSync(folder, { recursive: true });
  }
  const ratios = rounds.map(({ ours, bare }) => bare / ours).sort((left, right) => left - right);
  const [lowest = 0, highest = 0] = [ratios.at(0), ratios.at(-1)];
  const medianOf = (pick: 'ours' | 'bare') => rounds.map((round) => round[pick]).sort((a, b) => a - b)[sqliteRounds >> 1] ?? 0;
  const name = `bulk ingest on SQLite, medians of ${sqliteRounds} rounds (single rounds ${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
  report(name, { count, ours: medianOf('ours'), bare: medianOf('bare'), bound: 0.5 });

  const url = await newDatabase('bulk');
  const stores = openPostgres(url);
  for (const name of databaseNames) {
    await stores.databases.upgrade(name);
  }
  const onPostgres = await seconds(() => storeAll(stores, messages));
  await stores.close();
  const bare = await insertIntoPostgres(url, 'raw', tables);
  report('bulk ingest on PostgreSQL', { count, ours: onPostgres, bare, bound: 0.5 });
}

/** A row by its key, through our pool and through that of the driver, in turns. */
async function pooledReads(count: number): Promise<void> {
  const url = await newDatabase('pool');
  const ours = new PostgresPool({ connectionString: url }).share();
  const bare = new pg.Pool({ connectionString: url });
  await bare.query(
    'create table one (id integer primary key, value text); insert into one select n, n from generate_series(1, 1000) n',
  );
  const query = 'select value from one where id = $1';
  const best = { ours: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 6; round += 1) {
    best.ours = Math.min(
      best.ours,
      await seconds(async () => {
        for (let index = 0; index < count; index += 1) {
          const client = await ours.checkOut();
          await client.query(query, [index % 1000]);
          ours.checkIn(client);
        }
      }),
    );
    best.bare = Math.min(
      best.bare,
      await seconds(async () => {
        for (let index = 0; index < count; index += 1) {
          const client = await bare.connect();
          await client.query(query, [index % 1000]);
          client.release();
        }
      }),
    );
  }
  await ours.close();
  await bare.end();
  const micro = (time: number) => `${((time / count) * 1e6).toFixed(1)} µs`;
  console.log(
    `| pool, a one-row read, best of 6 | ${micro(best.ours)} | the driver's pool ${micro(best.bare)} | ${((best.ours / best.bare - 1) * 100).toFixed(0)} % more | under 10 % |`,
  );
}

/** The whole command, against the slower of reading all rows from SQLite and inserting them into PostgreSQL. */
async function copy(count: number): Promise<void> {
  const folder = join(work, 'copy');
  mkdirSync(folder);
  const path = join(work, 'copy.json');
  writeExport(path, { count });
  const words = ['--data-dir', folder, '--json', '--no-progress'];
  await measureProgram([program, 'ingest', '--from-export', path, ...words]);
  await measureProgram([program, 'process', '--channel', channelId, ...words]);
  const paths = pathsIn(folder);
  const target = await newDatabase('copy');
  const run = await measureProgram([program, 'db', 'copy', '--to', target, ...words]);

  const bareUrl = await newDatabase('bare');
  const stores = openPostgres(bareUrl);
  for (const name of databaseNames) {
    await stores.databases.upgrade(name);
  }
  await stores.close();
  let read = 0;
  let insert = 0;
  for (const name of ['raw', 'processing'] as const) {
    const startedAt = performance.now();
    const tables = readRows(paths[name]);
    read += (performance.now() - startedAt) / 1000;
    insert += await insertIntoPostgres(bareUrl, name, tables);
  }
  const slower = Math.max(read, insert);
  console.log(
    `| db copy of ${count.toLocaleString('en-US')} messages with documents to PostgreSQL | ${run.seconds.toFixed(1)} s, peak ${run.peakMegabytes.toFixed(0)} MB | bare read ${read.toFixed(1)} s, bare insert ${insert.toFixed(1)} s | ${(slower / run.seconds).toFixed(2)} of the slower's speed | at least 0.33 |`,
  );
}

async function readMessages(count: number): Promise<RawMessage[]> {
  const path = join(work, 'messages.json');
  writeExport(path, { count });
  const source = await openExport({ path });
  const messages: RawMessage[] = [];
  for await (const chunk of source.read({ chunkSize })) {
    messages.push(...chunk.messages);
  }
  await source.close();
  return messages;
}

async function storeAll({ rawStore }: OpenedStores, messages: readonly RawMessage[]): Promise<void> {
  for (let start = 0; start < messages.length; start += chunkSize) {
    const batch = messages.slice(start, start + chunkSize);
    await rawStore.writeChunk(channelId, (chunk) =>
      storeMessages(chunk, { space: 'post', messages: batch }, '2026-01-01T00:00:00Z'),
    );
  }
}

type Rows = Record<string, unknown>[];

/** All rows of all tables but the history of the schema, parents first. */
function readRows(path: string): Map<string, Rows> {
  const file = new Database(path, { readonly: true });
  const tables = file
    .prepare(
      "select name from sqlite_master where type = 'table' and name not in ('schema_version', 'step_locks', 'runs') order by rowid",
    )
    .all() as { name: string }[];
  const rows = new Map(tables.map(({ name }) => [name, file.prepare(`select * from "${name}"`).all() as Rows]));
  file.close();
  return rows;
}

/** One prepared insert a row, as many rows a commit as we have. @returns seconds */
function insertIntoSqlite(like: string, tables: ReadonlyMap<string, Rows>): number {
  const source = new Database(like, { readonly: true });
  const statements = source.prepare('select sql from sqlite_master where sql is not null').all() as { sql: string }[];
  source.close();
  const path = join(work, 'bare.sqlite');
  const file = new Database(path);
  file.pragma('page_size = 32768');
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = NORMAL');
  for (const { sql } of statements) {
    file.exec(sql);
  }
  const startedAt = performance.now();
  for (const [table, rows] of tables) {
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length > 0) {
      const insert = file.prepare(`insert into "${table}" values (${columns.map(() => '?').join(', ')})`);
      for (let start = 0; start < rows.length; start += chunkSize) {
        file.exec('begin immediate');
        for (const row of rows.slice(start, start + chunkSize)) {
          insert.run(Object.values(row));
        }
        file.exec('commit');
      }
    }
  }
  const time = (performance.now() - startedAt) / 1000;
  file.close();
  rmSync(path);
  return time;
}

/** Multi-row inserts through the bare driver into the emptied tables of a schema. @returns seconds */
async function insertIntoPostgres(url: string, schema: DatabaseName, tables: ReadonlyMap<string, Rows>): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set search_path to ${schema}`);
  for (const name of [...tables.keys()].reverse()) {
    await client.query(`delete from "${name}"`);
  }
  const { rows: booleans } = await client.query<{ table_name: string; column_name: string }>(
    "select table_name, column_name from information_schema.columns where table_schema = $1 and data_type = 'boolean'",
    [schema],
  );
  const isBoolean = new Set(booleans.map((column) => `${column.table_name}.${column.column_name}`));
  const startedAt = performance.now();
  for (const [table, rows] of tables) {
    const columns = Object.keys(rows[0] ?? {});
    for (let start = 0; start < rows.length; start += chunkSize) {
      const chunk = rows.slice(start, start + chunkSize);
      const values = chunk.flatMap((row) =>
        columns.map((column) => (isBoolean.has(`${table}.${column}`) ? row[column] === 1 : row[column])),
      );
      const places = chunk.map((_, index) => `(${columns.map((__, at) => `$${index * columns.length + at + 1}`).join(', ')})`);
      await client.query(
        `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values ${places.join(', ')}`,
        values,
      );
    }
  }
  const time = (performance.now() - startedAt) / 1000;
  await client.end();
  return time;
}

function openPostgres(url: string): OpenedStores {
  const connection = { connectionString: url };
  return openStores(openPostgresDatabases({ connections: { ingestion: connection, raw: connection, processing: connection } }));
}

async function newDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

function pathsIn(folder: string): Record<DatabaseName, string> {
  mkdirSync(folder, { recursive: true });
  return {
    ingestion: join(folder, 'ingestion_state.sqlite'),
    raw: join(folder, 'raw_storage.sqlite'),
    processing: join(folder, 'processing_storage.sqlite'),
  };
}

async function seconds(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
}

function report(
  what: string,
  { count, ours, bare, bound }: { count: number; ours: number; bare: number; bound: number },
): void {
  const rate = (time: number) => `${Math.round(count / time).toLocaleString('en-US')} messages a second`;
  console.log(
    `| ${what}, ${count.toLocaleString('en-US')} messages | ${rate(ours)} | bare inserts ${rate(bare)} | ${(bare / ours).toFixed(2)} of the floor's speed | at least ${bound} |`,
  );
}
