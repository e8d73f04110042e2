import { Client } from 'pg';
import { openPostgresDatabases } from '../../src/adapters/store-postgres/open-postgres-databases.ts';
import { openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { databaseNames } from '../../src/ports/databases.ts';
import { postgresServerUrl, runSql } from '../support/temporary-postgres.ts';

/** Any number, as long as nobody else locks it on the server of the tests. */
const lock = 20_261_201;

let made: Promise<string> | undefined;

/**
 * A database at head that others are copied from: that takes a tenth of the time of migrating each of them. All processes of one run share it; on a
 * server that outlives the run there is none.
 */
export function migratedTemplate(): Promise<string> {
  made ??= process.env.TEST_DATABASE_URL ? Promise.resolve('template0') : makeTemplate();
  return made;
}

async function makeTemplate(): Promise<string> {
  const server = await postgresServerUrl();
  // All workers have one parent.
  const name = `tg_parser_head_${process.ppid}`;
  const unfinished = `${name}_unfinished`;
  const client = await openClient(server);
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rows.length === 0) {
      await runSql(server, `create database ${unfinished} template template0`);
      await migrate(urlOf(server, unfinished));
      await runSql(server, `alter database ${unfinished} rename to ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

async function openClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

async function migrate(connectionString: string): Promise<void> {
  const connection = { connectionString };
  const retry = { maxAttempts: 1, baseInMs: 1, maxInMs: 1, jitter: 0 };
  const set = openPostgresDatabases({ connections: { ingestion: connection, raw: connection, processing: connection }, retry });
  const stores = openStores(set);
  for (const name of databaseNames) {
    await stores.databases.upgrade(name);
  }
  await stores.close();
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
