import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Kysely } from 'kysely';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName, DatabaseState, MigrationState } from '../../ports/databases.ts';
import { applyMigrations } from '../store-sql/migrations/apply-migrations.ts';
import { migrationsByDatabase } from '../store-sql/migrations/migrations-by-database.ts';
import { pendingMigrations } from '../store-sql/migrations/pending-migrations.ts';
import { type AppliedMigration, readSchemaVersion, type VersionedSchema } from '../store-sql/migrations/schema-version.ts';
import type { SqlDatabase } from '../store-sql/sql-database.ts';
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

/** One database file with its history. */
export interface SqliteDatabase<Schema> extends SqlDatabase<Schema> {
  state(): Promise<DatabaseState>;
  history(): Promise<MigrationState[]>;
  upgrade(): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * A database file that is opened by its first use. It has two connections: a writer, and a reader that never waits for it, so that
 * a step may read while a transaction of its own is open.
 */
export function sqliteDatabase<Schema>({ name, path, busyTimeoutMs, clock }: SqliteDatabaseOptions): SqliteDatabase<Schema> {
  const migrations = migrationsByDatabase[name];
  const opened: Database[] = [];
  const writer = once(openConnection);
  const reader = once(async () => {
    await ready();
    return openConnection();
  });
  const ready = once(async () => {
    const pending = pendingMigrations(path, migrations, await applied());
    if (pending.length === migrations.length) {
      await upgrade();
    } else if (pending.length > 0) {
      throw new TgParserError(
        'schema_outdated',
        `${path} lacks migrations: ${pending.map((migration) => migration.name).join(', ')}`,
        {
          hint: `Run "tg-parser db upgrade --db ${name}".`,
        },
      );
    }
  });

  async function openConnection(): Promise<Kysely<Schema>> {
    const file = await openSqliteFile(path, busyTimeoutMs);
    opened.push(file);
    return new Kysely<Schema>({ dialect: sqliteDialect(file, { path, busyTimeoutMs }) });
  }

  async function applied(): Promise<Map<string, AppliedMigration> | null> {
    return readSchemaVersion((await writer()) as unknown as Kysely<VersionedSchema>);
  }

  async function appliedIfExisting(): Promise<Map<string, AppliedMigration> | null> {
    return existsSync(path) ? applied() : new Map();
  }

  async function upgrade(): Promise<string[]> {
    const database = (await writer()) as unknown as Kysely<VersionedSchema>;
    return applyMigrations(
      {
        location: path,
        write: (work) => database.transaction().execute(work),
        dialect: compileOnlySqliteDialect,
        types: sqliteColumnTypes,
        clock,
      },
      migrations,
    );
  }

  return {
    async read(work) {
      return work(await reader());
    },

    async write(work) {
      await ready();
      return (await writer()).transaction().execute(work);
    },

    async state() {
      const rows = await appliedIfExisting();
      const pending = pendingMigrations(path, migrations, rows).map((migration) => migration.name);
      const names = migrations.map((migration) => migration.name);
      return {
        database: name,
        location: path,
        current: names.findLast((candidate) => !pending.includes(candidate)) ?? null,
        head: names.at(-1) ?? '',
        pending,
      };
    },

    async history() {
      const rows = await appliedIfExisting();
      return migrations.map((migration) => ({
        database: name,
        name: migration.name,
        summary: migration.summary,
        appliedAt: rows?.get(migration.name)?.appliedAt ?? null,
      }));
    },

    upgrade,

    async close() {
      for (const file of opened.splice(0).reverse()) {
        file.close();
      }
    },
  };
}

/** Runs `work` at the first call and hands out its result from then on; a failure is not kept. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= work().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}
