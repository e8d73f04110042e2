import { Kysely, sql, type Transaction } from 'kysely';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { once } from '../../lib/once.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DatabaseName } from '../../ports/databases.ts';
import type { Migration } from '../store-sql/migrations/migration.ts';
import { createSchemaHistory, type HistoryTarget } from '../store-sql/migrations/schema-history.ts';
import type { VersionedSchema } from '../store-sql/migrations/schema-version.ts';
import type { AnySchema } from '../store-sql/transfer/transferable-database.ts';
import type { VersionedDatabase } from '../store-sql/versioned-database.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { postgresMigrationEngine } from './postgres-migration-engine.ts';
import type { PostgresPool } from './postgres-pool.ts';
import { readPostgresSchema } from './read-postgres-schema.ts';
import { readScratchPostgresSchema } from './read-scratch-postgres-schema.ts';
import { refreshStatistics } from './refresh-statistics.ts';
import { type RetryOptions, retryLostWork } from './retry-lost-work.ts';
import { transferablePostgresSchema } from './transferable-postgres-schema.ts';
import { upgradeOwnerSession } from './upgrade-owner-session.ts';

/** Inserted rows after which it matters that the server knows how many there are; then again whenever they doubled. */
const firstRefreshAt = 1000;

/** How long a migration waits for a lock that somebody else has, and how long without looking whether it still should. */
const longestLockInMs = 600_000;
const lockPieceInMs = 1_000;

export interface PostgresDatabaseOptions {
  /** Also the name of its schema. */
  name: DatabaseName;
  pool: PostgresPool;
  retry: RetryOptions;
  clock: Clock;
  /** The history; default that of the named database. */
  migrations?: readonly Migration[] | undefined;
}

/**
 * A schema of a PostgreSQL database. Its name stands before every table in the SQL itself, not in the search path of a session:
 * connections are shared by the three schemas, and a pooler in between may give each transaction another session.
 */
export function postgresDatabase<Schema>({
  name,
  pool,
  retry,
  clock,
  migrations,
}: PostgresDatabaseOptions): VersionedDatabase<Schema> {
  let inserted = 0;
  let refreshAt = firstRefreshAt;
  const onInserted = (rows: number) => {
    inserted += rows;
  };
  const withoutSchema = new Kysely<Schema>({ dialect: postgresDialect({ pool, schema: name, onInserted }) });
  const kysely = withoutSchema.withSchema(name);
  const versioned = kysely as unknown as Kysely<VersionedSchema>;
  const untyped = kysely as unknown as Kysely<unknown>;
  const location = `database ${pool.described.database}, schema ${name}`;
  const target: HistoryTarget = {
    ...postgresMigrationEngine,
    location,
    exists: () => true,
    isMadeByFirstUse: false,
    upgradesItself: false,
    read: (work) => retryLostWork(() => work(versioned), retry),
    write: (work, signal) =>
      repeatWhileLocked(
        () =>
          retryLostWork(
            () =>
              versioned.transaction().execute(async (transaction) => {
                // Another program's migration, and then ours, may take as long as they need.
                await sql`set local statement_timeout = 0`.execute(transaction);
                // A connection that waits at the server cannot be closed: it waits in pieces.
                await sql`set local lock_timeout = ${sql.lit(lockPieceInMs)}`.execute(transaction);
                await lockKey(transaction, `${name}:migrations`);
                await sql`set local lock_timeout = ${sql.lit(longestLockInMs)}`.execute(transaction);
                await createSchema(transaction, name, location);
                return work(transaction);
              }),
            retry,
          ),
        signal,
      ),
    writeDirectly: (work) =>
      versioned.connection().execute(async (connection) => {
        const { rows } = await sql<{ before: string }>`select current_setting('statement_timeout') as before`.execute(
          connection,
        );
        const limit = (timeout = '0') => sql`select set_config('statement_timeout', ${timeout}, false)`.execute(connection);
        await limit();
        try {
          await work(connection.withSchema(name));
        } finally {
          await limit(rows[0]?.before);
        }
      }),
    readLiveSchema: () => retryLostWork(() => readPostgresSchema(untyped, name), retry),
    readScratchSchema: (build) => retryLostWork(() => readScratchPostgresSchema(withoutSchema, build), retry),
    ownership: upgradeOwnerSession({
      connection: pool.connection,
      database: untyped,
      key: `tg-parser:${name}:upgrade-owner`,
    }),
    // A copy of a whole schema is a matter of the server's own tools, or of "tg-parser db backup".
    backUp: async () => null,
    clock,
  };
  const history = createSchemaHistory(name, target, migrations);
  const ready = once(() => history.requireHead());
  pool.share();

  return {
    history,

    transfer: transferablePostgresSchema({
      name,
      location,
      place: pool.described.place,
      database: kysely as unknown as Kysely<AnySchema>,
      requireHead: ready,
      upgrade: () => history.upgrade(),
    }),

    async read(work) {
      await ready();
      return retryLostWork(() => work(kysely), retry);
    },

    async write(work) {
      await ready();
      const result = await retryLostWork(() => kysely.transaction().execute(work), retry);
      if (inserted >= refreshAt) {
        refreshAt = 2 * inserted;
        // A help, and no more: what was written is written.
        await refreshStatistics(kysely, name).catch(() => {});
      }
      return result;
    },

    lock: (transaction, key, mode) => lockKey(transaction, `${name}:${key}`, mode),

    close: () => pool.close(),
  };
}

/** @throws TgParserError `storage_busy` after ten minutes, or soon after the signal is aborted */
async function repeatWhileLocked<Result>(attempt: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  const giveUpAt = performance.now() + longestLockInMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const isBusy = error instanceof TgParserError && error.code === 'storage_busy';
      if (!isBusy || signal?.aborted || performance.now() >= giveUpAt) {
        throw error;
      }
    }
  }
}

/** Held until the transaction ends. The schema is part of the key: such locks belong to the whole database. */
async function lockKey<Schema>(
  transaction: Transaction<Schema>,
  key: string,
  mode: 'exclusive' | 'shared' = 'exclusive',
): Promise<void> {
  const lock = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended(${`tg-parser:${key}`}, 0))`.execute(transaction);
}

/** Looks first: `if not exists` asks for the privilege to create one even when it exists. */
async function createSchema<Schema>(transaction: Transaction<Schema>, name: string, location: string): Promise<void> {
  const { rows } = await sql<{ encoding: string; exists: boolean }>`
    select pg_encoding_to_char(encoding) as encoding, exists (select from pg_namespace where nspname = ${name}) as exists
    from pg_database where datname = current_database()`.execute(transaction);
  const [found] = rows;
  if (found && found.encoding !== 'UTF8') {
    throw new TgParserError('storage_failed', `${location}: the encoding is ${found.encoding}, messages need UTF8`, {
      hint: 'Create the database anew with "createdb --encoding UTF8 --template template0".',
    });
  }
  if (!found?.exists) {
    await sql`create schema ${sql.id(name)}`.execute(transaction);
  }
}
