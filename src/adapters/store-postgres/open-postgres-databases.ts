import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName } from '../../ports/databases.ts';
import type { DatabaseSet } from '../store-sql/open-stores.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import { postgresDatabase } from './postgres-database.ts';
import { type PoolNumbers, type PoolOptions, PostgresPool } from './postgres-pool.ts';
import type { RetryOptions } from './retry-lost-work.ts';

export interface PostgresDatabasesOptions {
  /** Where each schema is; equal ones share a pool. */
  connections: Record<DatabaseName, PostgresConnection>;
  pool?: PoolOptions;
  /** What is done when the server is away or undid a change. Default three attempts, after one and two seconds. */
  retry?: RetryOptions;
  /** Told when something is tried again, in whole sentences for the person. */
  onWarning?: (warning: string) => void;
  /** Dates the migrations. Default the machine's. */
  clock?: Clock;
}

export interface PostgresDatabaseSet extends DatabaseSet {
  /** Of each pool: one, unless databases are in different places. */
  poolNumbers(): PoolNumbers[];
}

/**
 * The schemas `ingestion`, `raw` and `processing`, usually of one PostgreSQL database through one pool. Nothing is connected before the first call that needs it.
 * An empty database is made by `upgrade` only.
 */
export function openPostgresDatabases({
  connections,
  pool,
  retry = { maxAttempts: 3, baseInMs: 1000, maxInMs: 60_000, jitter: 0.3 },
  onWarning,
  clock = { now: () => new Date() },
}: PostgresDatabasesOptions): PostgresDatabaseSet {
  const pools = new Map<string, PostgresPool>();

  function poolOf(name: DatabaseName): PostgresPool {
    const key = JSON.stringify(connections[name]);
    const shared = pools.get(key) ?? new PostgresPool(connections[name], pool);
    pools.set(key, shared);
    return shared;
  }

  const open = <Schema>(name: DatabaseName) =>
    postgresDatabase<Schema>({ name, pool: poolOf(name), retry: { ...retry, onWarning }, clock });
  return {
    ingestion: open('ingestion'),
    raw: open('raw'),
    processing: open('processing'),
    poolNumbers: () => [...pools.values()].map((one) => one.numbers()),
  };
}
