import type { Selectable } from 'kysely';
import { type ModelLimitState, type ModelLimitStore, noLimits } from '../../../ports/model-limit-store.ts';
import type { ModelLimitsTable, ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

export function createModelLimitStore(database: SqlDatabase<ProcessingSchema>): ModelLimitStore {
  return {
    read: (key) =>
      database.read(async (reader) => {
        const row = await reader.selectFrom('model_limits').selectAll().where('limit_key', '=', key).executeTakeFirst();
        return row ? toState(row) : noLimits;
      }),

    update: (key, change) =>
      database.write(async (transaction) => {
        await database.lock(transaction, `model_limit:${key}`);
        const row = await transaction.selectFrom('model_limits').selectAll().where('limit_key', '=', key).executeTakeFirst();
        const { state, result } = change(row ? toState(row) : noLimits);
        const values = toColumns(state);
        await transaction
          .insertInto('model_limits')
          .values({ limit_key: key, ...values })
          .onConflict((conflict) => conflict.column('limit_key').doUpdateSet(values))
          .execute();
        return result;
      }),

    list: () =>
      database.read(async (reader) => {
        const rows = await reader.selectFrom('model_limits').selectAll().orderBy('limit_key').execute();
        return rows.map((row) => ({ key: row.limit_key, state: toState(row) }));
      }),
  };
}

function toState(row: Selectable<ModelLimitsTable>): ModelLimitState {
  return {
    requestsPerMinute: row.requests_per_minute,
    tokensPerMinute: row.tokens_per_minute,
    requestsUntil: row.requests_until,
    tokensUntil: row.tokens_until,
    blockedUntil: row.blocked_until,
    blockedBy: row.blocked_by,
    updatedAt: row.updated_at,
  };
}

function toColumns(state: ModelLimitState): Omit<ModelLimitsTable, 'limit_key'> {
  return {
    requests_per_minute: state.requestsPerMinute,
    tokens_per_minute: state.tokensPerMinute,
    requests_until: state.requestsUntil,
    tokens_until: state.tokensUntil,
    blocked_until: state.blockedUntil,
    blocked_by: state.blockedBy,
    updated_at: state.updatedAt,
  };
}
