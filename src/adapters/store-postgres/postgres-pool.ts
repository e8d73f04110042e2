import { setTimeout as delay } from 'node:timers/promises';
import { Pool, type PoolClient, type QueryConfig } from 'pg';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { classifyPostgresError, type ErrorContext } from './classify-postgres-error.ts';
import { postgresClientClass } from './postgres-client-class.ts';
import { type DescribedConnection, describeConnection, type PostgresConnection } from './postgres-connection.ts';
import { postgresValueParsers } from './postgres-value-parsers.ts';

export interface PoolOptions {
  /** Connections that are kept open once they were needed. Default 5. */
  size?: number;
  /** Connections beyond these for a while. Default 10. */
  maxOverflow?: number;
  /** How long to wait for a connection. Default 30 seconds. */
  timeoutInMs?: number;
  /** A connection older than that is closed instead of handed out. Default an hour. */
  recycleInMs?: number;
  /** Whether a connection that rested is asked before it is handed out. Default true. */
  prePing?: boolean;
  /** How long a connection beyond `size` stays open unused. Default 10 seconds. */
  overflowIdleInMs?: number;
}

/** For a health check. */
export interface PoolNumbers {
  /** Open connections. */
  size: number;
  idle: number;
  inUse: number;
  /** How many of the open ones will be closed when they rest. */
  overflow: number;
  /** Who waits for a connection. */
  waiting: number;
}

/** A connection that was used a moment ago needs no question whether it lives. */
const restInMs = 1000;
/** How long one that rested may take to answer. */
const answerInMs = 5000;

/**
 * What a session needs whatever the settings of server and user are: moments and numbers as the parsers expect them, and an end to
 * waiting. Sent as a statement, not when connecting: poolers between us and the server refuse unknown start parameters.
 */
const sessionSetup = [
  `timezone = 'UTC'`,
  `datestyle = 'ISO'`,
  'extra_float_digits = 1',
  'client_min_messages = warning',
  // As long as on SQLite.
  `lock_timeout = '30s'`,
  `statement_timeout = '10min'`,
  // A program that was stopped in the middle of a transaction holds back others no longer than that.
  `idle_in_transaction_session_timeout = '5min'`,
]
  .map((assignment) => `set ${assignment}`)
  .join('; ');

interface Age {
  openedAt: number;
  usedAt: number;
  isLost: boolean;
}

/** Connections to one database, handed out for one query or one transaction each. */
export class PostgresPool {
  readonly connection: PostgresConnection;
  readonly described: DescribedConnection;
  readonly #pool: Pool;
  readonly #options: Required<PoolOptions>;
  readonly #ages = new WeakMap<PoolClient, Age>();
  #users = 0;

  constructor(
    connection: PostgresConnection,
    {
      size = 5,
      maxOverflow = 10,
      timeoutInMs = 30_000,
      recycleInMs = 3_600_000,
      prePing = true,
      overflowIdleInMs = 10_000,
    }: PoolOptions = {},
  ) {
    this.connection = connection;
    this.described = describeConnection(connection);
    this.#options = { size, maxOverflow, timeoutInMs, recycleInMs, prePing, overflowIdleInMs };
    this.#pool = new Pool({
      fallback_application_name: 'tg-parser',
      ...connection,
      min: size,
      max: size + maxOverflow,
      idleTimeoutMillis: overflowIdleInMs,
      keepAlive: true,
      // The default of the system is two hours.
      keepAliveInitialDelayMillis: 30_000,
      types: postgresValueParsers,
      Client: postgresClientClass({ timeoutInMs }),
    });
    // An idle connection that is lost is replaced when it is needed; without a listener it would end the process.
    this.#pool.on('error', () => {});
  }

  /**
   * A connection that is alive, as far as one can know. `checkIn` gives it back.
   *
   * @throws TgParserError `pool_timeout`, `storage_*`
   */
  async checkOut(): Promise<PoolClient> {
    for (;;) {
      const client = await this.#connect();
      if (await this.#isFit(client)) {
        return client;
      }
      client.release(true);
    }
  }

  checkIn(client: PoolClient): void {
    const age = this.#ages.get(client);
    if (age) {
      age.usedAt = performance.now();
    }
    client.release(age?.isLost);
  }

  /** True once the server or the network ended the connection. */
  isLost(client: PoolClient): boolean {
    return this.#ages.get(client)?.isLost === true;
  }

  /** Turns what a query threw into an error of ours. */
  classify(client: PoolClient, error: unknown): TgParserError {
    return this.#classify(this.isLost(client) ? 'connection lost' : 'connected', error);
  }

  numbers(): PoolNumbers {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return {
      size: totalCount,
      idle: idleCount,
      inUse: totalCount - idleCount,
      overflow: Math.max(0, totalCount - this.#options.size),
      waiting: waitingCount,
    };
  }

  /** Several databases may share a pool: the last of them closes it. */
  share(): this {
    this.#users += 1;
    return this;
  }

  async close(): Promise<void> {
    this.#users -= 1;
    if (this.#users <= 0 && !this.#pool.ending) {
      await this.#pool.end();
    }
  }

  async #connect(): Promise<PoolClient> {
    const { size, maxOverflow } = this.#options;
    const mustWait = this.#pool.idleCount === 0 && this.#pool.totalCount >= size + maxOverflow;
    try {
      const connecting = this.#pool.connect();
      return await (mustWait ? this.#withTimeout(connecting) : connecting);
    } catch (error) {
      throw this.#classify('connecting', error);
    }
  }

  /** One that arrives too late is given back at once. */
  async #withTimeout(connecting: Promise<PoolClient>): Promise<PoolClient> {
    const waited = new AbortController();
    const timeout = delay(this.#options.timeoutInMs, null, { signal: waited.signal }).catch(() => null);
    const client = await Promise.race([connecting, timeout]);
    waited.abort();
    if (client === null) {
      connecting.then(
        (late) => late.release(),
        () => {},
      );
      throw this.#timeout();
    }
    return client;
  }

  /** Prepares a new connection, and looks at one that rested. */
  async #isFit(client: PoolClient): Promise<boolean> {
    const now = performance.now();
    const age = this.#ages.get(client);
    if (!age) {
      await this.#prepare(client, now);
      return true;
    }
    if (now - age.openedAt > this.#options.recycleInMs) {
      return false;
    }
    return !this.#options.prePing || now - age.usedAt < restInMs || answers(client);
  }

  async #prepare(client: PoolClient, now: number): Promise<void> {
    const age: Age = { openedAt: now, usedAt: now, isLost: false };
    this.#ages.set(client, age);
    // Stays for good: an error between two queries of a transaction would end the process.
    client.on('error', () => {
      age.isLost = true;
    });
    client.on('end', () => {
      age.isLost = true;
    });
    try {
      await client.query(sessionSetup);
    } catch (error) {
      client.release(true);
      throw this.#classify('connecting', error);
    }
  }

  #classify(phase: ErrorContext['phase'], error: unknown): TgParserError {
    const { place, hasPassword } = this.described;
    return classifyPostgresError({ place, phase, hasPassword }, error);
  }

  #timeout(): TgParserError {
    const { size, maxOverflow, timeoutInMs } = this.#options;
    return new TgParserError(
      'pool_timeout',
      `All ${size + maxOverflow} connections to the ${this.described.place} were in use for ${timeoutInMs / 1000} s`,
      {
        hint: 'Raise DB_POOL_SIZE, DB_MAX_OVERFLOW or DB_POOL_TIMEOUT, or do less at once.',
        retryable: true,
      },
    );
  }
}

async function answers(client: PoolClient): Promise<boolean> {
  try {
    await client.query({ text: 'select 1', query_timeout: answerInMs } as QueryConfig);
    return true;
  } catch {
    return false;
  }
}
