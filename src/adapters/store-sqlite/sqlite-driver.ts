import type { Database, Statement } from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { CompiledRowQuery } from '../store-sql/insert-rows.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { retryWhileBusy } from './retry-while-busy.ts';

/** Statements kept ready on a connection: more than the stores have, lists of different lengths included. */
const keptStatements = 300;

export interface SqliteDriverOptions {
  path: string;
  busyTimeoutMs: number;
}

/**
 * Kysely on one SQLite connection: prepared statements are kept, booleans become 0 and 1, transactions take the write lock when
 * they begin, and every error is one of ours.
 */
export class SqliteDriver implements Driver {
  readonly #file: Database;
  readonly #options: SqliteDriverOptions;
  readonly #connection: SqliteConnection;
  #released: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  constructor(file: Database, options: SqliteDriverOptions) {
    this.#file = file;
    this.#options = options;
    this.#connection = new SqliteConnection(file, options);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#released;
    const { promise, resolve } = newPromise();
    this.#released = promise;
    await before;
    this.#release = resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  /** With a plain `begin` a transaction that reads first and writes later fails at once when another process wrote in between. */
  async beginTransaction(): Promise<void> {
    try {
      await retryWhileBusy(() => this.#file.exec('begin immediate'), this.#options.busyTimeoutMs);
    } catch (error) {
      throw classifySqliteError(this.#options.path, error);
    }
  }

  async commitTransaction(): Promise<void> {
    this.#end('commit');
  }

  /** SQLite itself has rolled back already after some errors, such as a full disk. */
  async rollbackTransaction(): Promise<void> {
    if (this.#file.inTransaction) {
      this.#end('rollback');
    }
  }

  /** Who opened the file closes it. */
  async destroy(): Promise<void> {}

  #end(statement: 'commit' | 'rollback'): void {
    try {
      this.#file.exec(statement);
    } catch (error) {
      throw classifySqliteError(this.#options.path, error);
    }
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #file: Database;
  readonly #options: SqliteDriverOptions;
  readonly #statements = new Map<string, Statement>();

  constructor(file: Database, options: SqliteDriverOptions) {
    this.#file = file;
    this.#options = options;
  }

  async executeQuery<Row>(query: CompiledQuery | CompiledRowQuery): Promise<QueryResult<Row>> {
    try {
      const execute = toExecution<Row>(query);
      return await retryWhileBusy(() => execute(this.#prepare(query.sql)), this.#options.busyTimeoutMs);
    } catch (error) {
      throw classifySqliteError(this.#options.path, error);
    }
  }

  // biome-ignore lint/correctness/useYield: pages are separate queries, so nothing here streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('results are read in pages, not streamed');
  }

  #prepare(sql: string): Statement {
    const kept = this.#statements.get(sql);
    if (kept) {
      return kept;
    }
    const oldest = this.#statements.keys().next();
    if (this.#statements.size >= keptStatements && !oldest.done) {
      this.#statements.delete(oldest.value);
    }
    const statement = this.#file.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function toExecution<Row>(query: CompiledQuery | CompiledRowQuery): (statement: Statement) => QueryResult<Row> {
  if ('rows' in query) {
    const { rows } = query;
    return (statement) => {
      let changes = 0;
      for (const row of rows) {
        changes += statement.run(row.some(isBoolean) ? row.map(toBindable) : row).changes;
      }
      return { rows: [], numAffectedRows: BigInt(changes) };
    };
  }
  const bound = query.parameters.map(toBindable);
  return (statement) =>
    statement.reader
      ? { rows: statement.all(bound) as Row[] }
      : { rows: [], numAffectedRows: BigInt(statement.run(bound).changes) };
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** better-sqlite3 refuses booleans. */
function toBindable(value: unknown): unknown {
  return value === true ? 1 : value === false ? 0 : value;
}

function newPromise(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
