import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { readSqliteSchema } from '../../src/adapters/store-sqlite/read-sqlite-schema.ts';
import { sqliteDatabase } from '../../src/adapters/store-sqlite/sqlite-database.ts';
import { sqliteDialect } from '../../src/adapters/store-sqlite/sqlite-dialect.ts';
import type { DatabaseName } from '../../src/ports/databases.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { HistoryDatabase, HistoryHarness } from './schema-history.ts';

const script = fileURLToPath(new URL('../../src/adapters/store-sqlite/__fixtures__/change-schema.mjs', import.meta.url));
/** Its `start` needs `npm run build`. */
export const sqliteHistoryHarness: HistoryHarness = { create, hasBackups: true };

async function create(name: DatabaseName): Promise<HistoryDatabase> {
  const folder = temporaryFolder();
  const path = join(folder, 'file.sqlite');

  async function withFile<Result>(work: (file: Database.Database) => Result | Promise<Result>): Promise<Result> {
    const file = new Database(path);
    try {
      return await work(file);
    } finally {
      file.close();
    }
  }

  return {
    open(migrations) {
      const database = sqliteDatabase({
        name,
        path,
        busyTimeoutMs: 5_000,
        clock: { now: () => new Date() },
        ...(migrations ? { migrations } : {}),
      });
      onTestFinished(() => database.close());
      return database.history;
    },
    execute: (sql) => withFile((file) => void file.exec(sql)),
    rows: (table) => withFile((file) => file.prepare(`select * from ${table}`).all() as Record<string, unknown>[]),
    schema: () =>
      withFile((file) => readSqliteSchema(new Kysely({ dialect: sqliteDialect(file, { path, busyTimeoutMs: 5_000 }) }))),
    leftovers: async () => readdirSync(folder).filter((file) => /\.upgrade\.json$|\.partial$/.test(file)),
    async start(request) {
      const child = spawn(process.execPath, [script, JSON.stringify({ path, name, ...request })], {
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
