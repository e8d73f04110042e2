import type { Kysely, Transaction } from 'kysely';

/**
 * One of the three databases as the stores see it, whatever engine holds it. It is opened by the first call.
 * Everything thrown by the engine arrives as a TgParserError; what `work` throws itself passes through.
 */
export interface SqlDatabase<Schema> {
  /** Each query for itself: nothing holds back writers between two of them. */
  read<Result>(work: (database: Kysely<Schema>) => Promise<Result>): Promise<Result>;
  /**
   * One transaction; it is rolled back when `work` throws. SQLite runs one at a time. PostgreSQL runs many beside each other, each
   * query sees what was committed before it began, and `work` is run again when the transaction was lost before it was committed.
   */
  write<Result>(work: (transaction: Transaction<Schema>) => Promise<Result>): Promise<Result>;
  /**
   * Keeps every other transaction that asks for the same key waiting until this one ends: for a `work` that reads first and writes
   * what follows from it. Asked for before anything is read.
   *
   * @param mode default `exclusive`; `shared` lets others in that ask for the same key in the same mode
   */
  lock(transaction: Transaction<Schema>, key: string, mode?: 'exclusive' | 'shared'): Promise<void>;
}
