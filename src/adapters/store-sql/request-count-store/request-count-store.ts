import { sql } from 'kysely';
import type { RequestCountStore } from '../../../ports/request-count-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

export function createRequestCountStore(database: SqlDatabase<ProcessingSchema>): RequestCountStore {
  return {
    async add(counts) {
      if (counts.length === 0) {
        return new Map();
      }
      // In one order, so that two instances never wait for each other.
      const rows = [...counts]
        .sort((left, right) => (left.key < right.key ? -1 : 1))
        .map(({ key, windowStart, requests }) => ({ count_key: key, window_start: windowStart, requests }));
      const sums = await database.write((transaction) =>
        transaction
          .insertInto('request_counts')
          .values(rows)
          .onConflict((conflict) =>
            conflict.column('count_key').doUpdateSet(({ ref }) => ({
              requests: sql<number>`case
                when ${ref('request_counts.window_start')} = ${ref('excluded.window_start')}
                  then ${ref('request_counts.requests')} + ${ref('excluded.requests')}
                when ${ref('request_counts.window_start')} > ${ref('excluded.window_start')} then ${ref('request_counts.requests')}
                else ${ref('excluded.requests')} end`,
              window_start: sql<number>`case
                when ${ref('request_counts.window_start')} > ${ref('excluded.window_start')} then ${ref('request_counts.window_start')}
                else ${ref('excluded.window_start')} end`,
            })),
          )
          .returning(['count_key', 'requests'])
          .execute(),
      );
      return new Map(sums.map(({ count_key, requests }) => [count_key, requests]));
    },

    forget: (before) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('request_counts').where('window_start', '<', before).execute();
      }),
  };
}
