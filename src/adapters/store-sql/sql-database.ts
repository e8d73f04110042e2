import type { Kysely, Transaction } from 'kysely';

/**
 * One of the three databases as the stores see it, whatever engine holds it. It is opened by the first call.
 * Everything thrown by the engine arrives as a TgParserError; what `work` throws itself passes through.
 */
export interface SqlDatabase<Schema> {
  /** Each query for itself: nothing holds back writers between two of them. */
  read<Result>(work: (database: Kysely<Schema>) => Promise<Result>): Promise<Result>;
  /** One write transaction at a time; it is rolled back when `work` throws. */
  write<Result>(work: (transaction: Transaction<Schema>) => Promise<Result>): Promise<Result>;
}
