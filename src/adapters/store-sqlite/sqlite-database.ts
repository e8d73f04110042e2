import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Kysely } from 'kysely';
import { once } from '../../lib/once.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName } from '../../ports/databases.ts';
import { createSchemaHistory } from '../store-sql/migrations/schema-history.ts';
import type { VersionedSchema } from '../store-sql/migrations/schema-version.ts';
import type { VersionedDatabase } from '../store-sql/versioned-database.ts';
import { openSqliteFile } from './open-sqlite-file.ts';
import { sqliteColumnTypes } from './sqlite-column-types.ts';
import { compileOnlySqliteDialect, sqliteDialect } from './sqlite-dialect.ts';

export interface SqliteDatabaseOptions {
  name: DatabaseName;
  path: string;
  /** How long to wait for another process that holds the file, in milliseconds. */
  busyTimeoutMs: number;
  clock: Clock;
}

/**
 * A database file that is opened by its first use. It has two connections: a writer, and a reader that never waits for it, so that
 * a step may read while a transaction of its own is open.
 */
export function sqliteDatabase<Schema>({ name, path, busyTimeoutMs, clock }: SqliteDatabaseOptions): VersionedDatabase<Schema> {
  const opened: Database[] = [];
  const writer = once(openConnection);
  const history = createSchemaHistory(name, {
    location: path,
    exists: () => existsSync(path),
    isMadeByFirstUse: true,
    read: async (work) => work((await writer()) as unknown as Kysely<VersionedSchema>),
    write: async (work) => ((await writer()) as unknown as Kysely<VersionedSchema>).transaction().execute(work),
    dialect: compileOnlySqliteDialect,
    types: sqliteColumnTypes,
    clock,
  });
  const ready = once(() => history.requireHead());
  const reader = once(async () => {
    await ready();
    return openConnection();
  });

  async function openConnection(): Promise<Kysely<Schema>> {
    const file = await openSqliteFile(path, busyTimeoutMs);
    opened.push(file);
    return new Kysely<Schema>({ dialect: sqliteDialect(file, { path, busyTimeoutMs }) });
  }

  return {
    history,

    async read(work) {
      return work(await reader());
    },

    async write(work) {
      await ready();
      return (await writer()).transaction().execute(work);
    },

    // A transaction holds the only writer's place of the file already.
    async lock() {},

    async close() {
      for (const file of opened.splice(0).reverse()) {
        file.close();
      }
    },
  };
}
