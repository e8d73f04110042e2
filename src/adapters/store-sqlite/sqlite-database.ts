import { existsSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Kysely } from 'kysely';
import { once } from '../../lib/once.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName, MigrationObserver } from '../../ports/databases.ts';
import type { Migration } from '../store-sql/migrations/migration.ts';
import { createSchemaHistory, type HistoryTarget } from '../store-sql/migrations/schema-history.ts';
import type { VersionedSchema } from '../store-sql/migrations/schema-version.ts';
import type { AnySchema } from '../store-sql/transfer/transferable-database.ts';
import type { VersionedDatabase } from '../store-sql/versioned-database.ts';
import { backUpSqliteFile } from './back-up-sqlite-file.ts';
import { openSqliteFile } from './open-sqlite-file.ts';
import { readScratchSqliteSchema } from './read-scratch-sqlite-schema.ts';
import { readSqliteSchema } from './read-sqlite-schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sqliteMigrationEngine } from './sqlite-migration-engine.ts';
import { transferableSqliteFile } from './transferable-sqlite-file.ts';
import { upgradeOwnerFile } from './upgrade-owner-file.ts';

export interface SqliteDatabaseOptions {
  name: DatabaseName;
  path: string;
  /** How long to wait for another process that holds the file, in milliseconds. */
  busyTimeoutMs: number;
  clock: Clock;
  /** Whether an outdated file is brought to head, after a backup, by whatever needs it. Default false. */
  upgradesItself?: boolean;
  /** Hears of what happens to the schema without a command that asked for it. */
  observer?: MigrationObserver;
  /** The history; default that of the named database. */
  migrations?: readonly Migration[];
}

/**
 * Messages with their payloads take 2 to 3 KB: on pages of 8 KB a quarter of the space, and of the time of an import, would go to
 * what is left empty. The other databases have small rows.
 */
const pageBytes: Record<DatabaseName, number> = { ingestion: 8192, raw: 32_768, processing: 8192 };

/**
 * A database file that is opened by its first use. It has two connections: a writer, and a reader that never waits for it, so that
 * a step may read while a transaction of its own is open.
 */
export function sqliteDatabase<Schema>(options: SqliteDatabaseOptions): VersionedDatabase<Schema> {
  const { name, path, busyTimeoutMs, clock } = options;
  const opened: Database[] = [];
  let writer = once(openConnection);
  const target: HistoryTarget = {
    location: path,
    exists: () => existsSync(path) && statSync(path).size > 0,
    isMadeByFirstUse: true,
    upgradesItself: options.upgradesItself ?? false,
    read: async (work) => work((await writer()) as unknown as Kysely<VersionedSchema>),
    write: async (work) => ((await writer()) as unknown as Kysely<VersionedSchema>).transaction().execute(work),
    writeDirectly: async (work) => work((await writer()) as unknown as Kysely<VersionedSchema>),
    readLiveSchema: async () => readSqliteSchema((await writer()) as unknown as Kysely<unknown>),
    readScratchSchema: readScratchSqliteSchema,
    ownership: upgradeOwnerFile(path, clock),
    backUp: (label) => backUpSqliteFile(path, label),
    ...sqliteMigrationEngine,
    clock,
  };
  const history = createSchemaHistory(name, target, options.migrations);
  let ready = once(() => history.requireHead(options.observer));
  let reader = once(openReader);

  async function openReader(): Promise<Kysely<Schema>> {
    await ready();
    return openConnection();
  }

  async function openConnection(): Promise<Kysely<Schema>> {
    const file = await openSqliteFile(path, { busyTimeoutMs, pageBytes: pageBytes[name] });
    opened.push(file);
    return new Kysely<Schema>({ dialect: sqliteDialect(file, { path, busyTimeoutMs }) });
  }

  function closeConnections(): void {
    for (const file of opened.splice(0).reverse()) {
      file.close();
    }
  }

  return {
    history,

    transfer: transferableSqliteFile({
      path,
      busyTimeoutMs,
      pageBytes: pageBytes[name],
      requireHead: () => ready(),
      connect: async () => (await writer()) as unknown as Kysely<AnySchema>,
      disconnect() {
        closeConnections();
        writer = once(openConnection);
        ready = once(() => history.requireHead(options.observer));
        reader = once(openReader);
      },
      openAt: (other) => sqliteDatabase<AnySchema>({ ...options, path: other }),
    }),

    async read(work) {
      return work(await reader());
    },

    async write(work) {
      await ready();
      return (await writer()).transaction().execute(work);
    },

    // A transaction holds the only writer's place of the file already.
    async lock() {},

    close: async () => closeConnections(),
  };
}
