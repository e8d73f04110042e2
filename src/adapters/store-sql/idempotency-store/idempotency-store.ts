import { randomUUID } from 'node:crypto';
import type { IdempotencyStore } from '../../../ports/idempotency-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

export function createIdempotencyStore(database: SqlDatabase<ProcessingSchema>): IdempotencyStore {
  return {
    claim: ({ userId, key, requestHash }, { at, leaseInMs, keepInMs }) =>
      database.write(async (transaction) => {
        await database.lock(transaction, `idempotency_key:${userId}:${key}`);
        const now = at.getTime();
        const known = await transaction
          .selectFrom('idempotency_keys')
          .selectAll()
          .where('user_id', '=', userId)
          .where('idempotency_key', '=', key)
          .where('claimed_at', '>', now - keepInMs)
          .executeTakeFirst();
        if (known && known.request_hash !== requestHash) {
          return { state: 'reused' };
        }
        if (known && known.status !== null) {
          return { state: 'answered', answer: { status: known.status, body: known.body ?? '' } };
        }
        if (known && known.lease_until > now) {
          return { state: 'under_way' };
        }
        const token = randomUUID();
        const claim = {
          ...{ request_hash: requestHash, token, claimed_at: now, lease_until: now + leaseInMs },
          ...{ status: null, body: null },
        };
        await transaction
          .insertInto('idempotency_keys')
          .values({ user_id: userId, idempotency_key: key, ...claim })
          .onConflict((conflict) => conflict.columns(['user_id', 'idempotency_key']).doUpdateSet(claim))
          .execute();
        return { state: 'claimed', token };
      }),

    keep: ({ userId, key }, token, { status, body }) =>
      database.write(async (transaction) => {
        await transaction
          .updateTable('idempotency_keys')
          .set({ status, body })
          .where('user_id', '=', userId)
          .where('idempotency_key', '=', key)
          .where('token', '=', token)
          .execute();
      }),

    release: ({ userId, key }, token) =>
      database.write(async (transaction) => {
        await transaction
          .deleteFrom('idempotency_keys')
          .where('user_id', '=', userId)
          .where('idempotency_key', '=', key)
          .where('token', '=', token)
          .execute();
      }),

    forget: (before) =>
      database.write(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('idempotency_keys')
          .where('claimed_at', '<', before.getTime())
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}
