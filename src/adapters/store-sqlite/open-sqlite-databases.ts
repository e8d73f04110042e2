import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName, MigrationObserver } from '../../ports/databases.ts';
import type { DatabaseSet } from '../store-sql/open-stores.ts';
import { sqliteDatabase } from './sqlite-database.ts';

export interface SqliteDatabasesOptions {
  /** The file of each database; missing ones are created, with their folders, when they are first needed. */
  paths: Record<DatabaseName, string>;
  /** How long to wait for another process that writes, in milliseconds. Default 30,000. */
  busyTimeoutMs?: number;
  /** Dates the migrations. Default the machine's. */
  clock?: Clock;
  /** Whether outdated files are brought to head, after a backup, by whatever needs them. Default false: that stops with a hint. */
  upgradesItself?: boolean;
  /** Hears of schema changes that no command asked for. */
  observer?: MigrationObserver;
}

/** Three SQLite files. A file is opened by the first call that needs it; a missing or empty one is created at head. */
export function openSqliteDatabases({
  paths,
  busyTimeoutMs = 30_000,
  clock = { now: () => new Date() },
  upgradesItself = false,
  observer = {},
}: SqliteDatabasesOptions): DatabaseSet {
  const shared = { busyTimeoutMs, clock, upgradesItself, observer };
  return {
    ingestion: sqliteDatabase({ name: 'ingestion', path: paths.ingestion, ...shared }),
    raw: sqliteDatabase({ name: 'raw', path: paths.raw, ...shared }),
    processing: sqliteDatabase({ name: 'processing', path: paths.processing, ...shared }),
  };
}
