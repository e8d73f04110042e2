import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Kysely } from 'kysely';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { postgresDatabase } from '../../src/adapters/store-postgres/postgres-database.ts';
import { postgresDialect } from '../../src/adapters/store-postgres/postgres-dialect.ts';
import { PostgresPool } from '../../src/adapters/store-postgres/postgres-pool.ts';
import { readPostgresSchema } from '../../src/adapters/store-postgres/read-postgres-schema.ts';
import type { DatabaseName } from '../../src/ports/databases.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';
import { quickRetry } from './open-temporary-postgres.ts';
import type { HistoryDatabase, HistoryHarness } from './schema-history.ts';

const script = fileURLToPath(new URL('../../src/adapters/store-postgres/__fixtures__/change-schema.mjs', import.meta.url));
/** Its `start` needs `npm run build`. */
export const postgresHistoryHarness: HistoryHarness = { create, hasBackups: false };

async function create(name: DatabaseName): Promise<HistoryDatabase> {
  const connectionString = await temporaryPostgres();

  async function run(text: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      await client.query(`create schema if not exists ${name}; set search_path to ${name}`);
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  return {
    open(migrations) {
      // A test may open hundreds one after the other.
      const pool = new PostgresPool({ connectionString }, { size: 0, maxOverflow: 5, overflowIdleInMs: 50 });
      const database = postgresDatabase({ name, pool, retry: quickRetry, clock: { now: () => new Date() }, migrations });
      onTestFinished(() => database.close());
      return database.history;
    },
    execute: async (text) => void (await run(text)),
    rows: (table) => run(`select * from ${table}`),
    async schema() {
      const pool = new PostgresPool({ connectionString }).share();
      try {
        return await readPostgresSchema(new Kysely({ dialect: postgresDialect({ pool, schema: name }) }), name);
      } finally {
        await pool.close();
      }
    },
    // Sessions end with their process.
    leftovers: async () =>
      (await run("select nspname as name from pg_namespace where nspname like 'tg_parser_scratch%'")).map((row) =>
        String(row.name),
      ),
    async start(request) {
      const child = spawn(process.execPath, [script, JSON.stringify({ connectionString, name, ...request })], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors += text;
      });
      const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      return { isKilled: signal === 'SIGKILL', exitCode, errors };
    },
  };
}
