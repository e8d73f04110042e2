import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';

/** Thrown to undo a transaction that went well. */
class Undo extends Error {}

/**
 * Runs `work` in an empty schema that no other session ever sees: the transaction that makes it is rolled back.
 *
 * @param work gets the name of the schema, too, and a connection for which it is the default one
 */
export async function inScratchSchema<Result>(
  database: Kysely<unknown>,
  work: (database: Transaction<unknown>, schema: string) => Promise<Result>,
): Promise<Result> {
  const schema = `tg_parser_scratch_${randomBytes(6).toString('hex')}`;
  let result: { value: Result } | undefined;
  try {
    await database.transaction().execute(async (transaction) => {
      await sql`create schema ${sql.id(schema)}`.execute(transaction);
      await sql`select set_config('search_path', ${schema}, true)`.execute(transaction);
      result = { value: await work(transaction.withSchema(schema) as Transaction<unknown>, schema) };
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) {
      throw error;
    }
  }
  if (!result) {
    throw new Error('a scratch schema was left without a result');
  }
  return result.value;
}
