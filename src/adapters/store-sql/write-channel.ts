import type { Transaction } from 'kysely';
import type { SqlDatabase } from './sql-database.ts';

/** A transaction that nobody else who writes to the channel meets: what it reads stays true until it ends. */
export function writeChannel<Schema, Result>(
  database: SqlDatabase<Schema>,
  channelId: string,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return database.write(async (transaction) => {
    await database.lock(transaction, `channel:${channelId}`);
    return work(transaction);
  });
}
