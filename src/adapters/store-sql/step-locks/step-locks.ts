import { hostname } from 'node:os';
import type { Selectable } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { StepHolder, StepLease, StepLocks } from '../../../ports/step-locks.ts';
import { decodeInstant } from '../decode-column.ts';
import { isProcessAlive } from '../run-store/is-process-alive.ts';
import type { RunOwner } from '../run-store/run-store.ts';
import type { ProcessingSchema, StepLocksTable } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

/** A holder on another host that is silent for so long is taken for dead. */
const silenceInMs = 60_000;
/** On this host the process itself is looked at; its number may be another's by now when nothing was heard for so long. */
const silenceOfLivingInMs = 3_600_000;

/** @param owner whose locks these are; default this process */
export function createStepLocks(
  database: SqlDatabase<ProcessingSchema>,
  owner: RunOwner = { pid: process.pid, host: hostname(), isAlive: isProcessAlive },
): StepLocks {
  /** A process id is given again: a lock under ours that we do not hold is of a dead process. */
  const ownTokens = new Map<string, number>();

  function isDead(row: HeldRow, at: Date): boolean {
    const silence = at.getTime() - new Date(decodeInstant(row.heartbeat_at)).getTime();
    if (row.host !== owner.host) {
      return silence > silenceInMs;
    }
    if (row.pid === owner.pid) {
      return ownTokens.get(keyOf(row)) !== row.token;
    }
    return !owner.isAlive(row.pid) || silence > silenceOfLivingInMs;
  }

  return {
    acquire: ({ step, channelId, at }) =>
      database.write(async (transaction) => {
        await database.lock(transaction, `step:${channelId}:${step}`);
        const row = await transaction
          .selectFrom('step_locks')
          .selectAll()
          .where('channel_id', '=', channelId)
          .where('step', '=', step)
          .executeTakeFirst();
        if (row && isHeld(row) && !isDead(row, at)) {
          return { holder: toHolder(row) };
        }
        const now = instantFromDate(at);
        const taken = {
          token: (row?.token ?? 0) + 1,
          pid: owner.pid,
          host: owner.host,
          acquired_at: now,
          heartbeat_at: now,
        };
        await transaction
          .insertInto('step_locks')
          .values({ channel_id: channelId, step, ...taken })
          .onConflict((conflict) => conflict.columns(['channel_id', 'step']).doUpdateSet(taken))
          .execute();
        ownTokens.set(keyOf({ channel_id: channelId, step }), taken.token);
        return { lease: leaseOf({ channel_id: channelId, step, token: taken.token }) };
      }),

    held: () =>
      database.read(async (reader) => {
        const rows = await reader.selectFrom('step_locks').selectAll().where('pid', 'is not', null).execute();
        return rows
          .filter(isHeld)
          .map(toHolder)
          .sort((left, right) => (left.since < right.since ? -1 : 1));
      }),
  };

  function leaseOf(lock: Pick<StepLocksTable, 'channel_id' | 'step' | 'token'>): StepLease {
    const change = (
      values: Partial<Pick<StepLocksTable, 'pid' | 'host'>> & { acquired_at?: null; heartbeat_at: string | null },
    ) =>
      database.write(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('step_locks')
          .set(values)
          .where('channel_id', '=', lock.channel_id)
          .where('step', '=', lock.step)
          .where('token', '=', lock.token)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      });
    return {
      token: lock.token,
      renew: (at) => change({ heartbeat_at: instantFromDate(at) }),
      async release() {
        await change({ pid: null, host: null, acquired_at: null, heartbeat_at: null });
        ownTokens.delete(keyOf(lock));
      },
    };
  }
}

type Row = Selectable<StepLocksTable>;
type HeldRow = Row & {
  pid: number;
  host: string;
  acquired_at: NonNullable<Row['acquired_at']>;
  heartbeat_at: NonNullable<Row['heartbeat_at']>;
};

function isHeld(row: Row): row is HeldRow {
  return row.pid !== null;
}

function keyOf({ channel_id, step }: Pick<Row, 'channel_id' | 'step'>): string {
  return `${channel_id} ${step}`;
}

function toHolder({ step, channel_id, pid, host, acquired_at, heartbeat_at }: HeldRow): StepHolder {
  return {
    step,
    channelId: channel_id,
    pid,
    host,
    since: decodeInstant(acquired_at),
    heartbeatAt: decodeInstant(heartbeat_at),
  };
}
