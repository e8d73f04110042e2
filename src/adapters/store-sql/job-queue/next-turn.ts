import type { Transaction } from 'kysely';
import type { ProcessingSchema } from '../schema/processing-schema.ts';

/**
 * When a new job of a lane comes: behind the lane's own jobs, and not before what is at the head by now. Jobs in the order of their turns take
 * one of each lane in turn, however many a lane has, and a lane that was away saves nothing up. It is the start time of Goyal, Vin and Cheng,
 * "Start-time Fair Queueing" (1996), with all jobs taken as equally long: how long one takes is not known before.
 */
export async function nextTurn(transaction: Transaction<ProcessingSchema>, lane: string): Promise<number> {
  const head = await transaction
    .selectFrom('jobs')
    .select('turn')
    .where('state', '=', 'queued')
    .orderBy('turn')
    .limit(1)
    .executeTakeFirst();
  const own = await transaction
    .selectFrom('jobs')
    .select('turn')
    .where('lane', '=', lane)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  const current = head ?? (await lastRunning(transaction));
  return Math.max(current?.turn ?? 0, own === undefined ? 0 : own.turn + 1);
}

/** Nothing waits: the turn that is being served. */
function lastRunning(transaction: Transaction<ProcessingSchema>): Promise<{ turn: number } | undefined> {
  return transaction
    .selectFrom('jobs')
    .select('turn')
    .where('state', '=', 'running')
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
}
