import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { PostgresPool } from './postgres-pool.ts';

/** Commands that answer with how many rows they touched. */
const changingCommands = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Kysely on a pool: a connection for each query or transaction, and every error is one of ours. */
export class PostgresDriver implements Driver {
  readonly #pool: PostgresPool;
  readonly #onInserted: (rows: number) => void;

  /** @param onInserted is told how many rows a statement inserted, whatever becomes of them */
  constructor(pool: PostgresPool, onInserted: (rows: number) => void) {
    this.#pool = pool;
    this.#onInserted = onInserted;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresDriverConnection> {
    return new PostgresDriverConnection(this.#pool, await this.#pool.checkOut(), this.#onInserted);
  }

  async releaseConnection(connection: PostgresDriverConnection): Promise<void> {
    this.#pool.checkIn(connection.client);
  }

  /** Whatever the server's default is: what is read after waiting for a lock must be what its last holder committed. */
  async beginTransaction(connection: PostgresDriverConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin isolation level read committed'));
  }

  async commitTransaction(connection: PostgresDriverConnection): Promise<void> {
    // As long as no commit was sent, nothing can be stored.
    const wasLost = this.#pool.isLost(connection.client);
    let command: string;
    try {
      ({ command } = await connection.client.query('commit'));
    } catch (error) {
      const failure = this.#pool.classify(connection.client, error);
      if (failure.code !== 'storage_unreachable' || wasLost) {
        throw failure;
      }
      throw new TgParserError('commit_unknown', failure.message, {
        hint: 'Repeat the command: the change is stored whole or not at all, and what is stored is recognised.',
        cause: failure.cause,
      });
    }
    // The answer to the commit of a transaction in which a statement had failed and nobody looked.
    if (command === 'ROLLBACK') {
      throw new TgParserError('storage_failed', `The ${this.#pool.described.place} rolled a change back`, {
        hint: 'Nothing of it is stored. This is a defect of tg-parser: a failed statement was passed over.',
      });
    }
  }

  /** A lost connection has been rolled back by the server; the error that led here says why. */
  async rollbackTransaction(connection: PostgresDriverConnection): Promise<void> {
    await connection.client.query('rollback').catch(() => {});
  }

  /** Several databases share the pool: who opened it closes it. */
  async destroy(): Promise<void> {}
}

export class PostgresDriverConnection implements DatabaseConnection {
  readonly client: PoolClient;
  readonly #pool: PostgresPool;
  readonly #onInserted: (rows: number) => void;

  constructor(pool: PostgresPool, client: PoolClient, onInserted: (rows: number) => void) {
    this.#pool = pool;
    this.client = client;
    this.#onInserted = onInserted;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { command, rowCount, rows } = await this.client.query(sql, parameters.map(toBindable));
      if (command === 'INSERT') {
        this.#onInserted(rowCount ?? 0);
      }
      return changingCommands.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows ?? [] };
    } catch (error) {
      throw this.#pool.classify(this.client, error);
    }
  }

  // biome-ignore lint/correctness/useYield: pages are separate queries, so nothing here streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('results are read in pages, not streamed');
  }
}

/**
 * PostgreSQL has no NUL in text: as on import it becomes U+FFFD (half a surrogate pair does so on its way to any engine).
 * JSON is not touched, there both are escaped.
 */
function toBindable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}
