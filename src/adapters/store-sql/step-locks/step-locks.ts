import type { Kysely, Selectable, Transaction } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { StepHolder, StepLease, StepLocks } from '../../../ports/step-locks.ts';
import { decodeInstant } from '../decode-column.ts';
import type { ProcessingSchema, StepLocksTable } from '../schema/processing-schema.ts';
import { createHeldStores, type HeldLock, type LockDatabases } from './held-stores.ts';
import { isOwnerGone } from './is-owner-gone.ts';
import { lockKey } from './lock-key.ts';
import { type LockObserver, thisProcess } from './lock-observer.ts';
import type { LockOwner } from './lock-owner.ts';

type LockName = Pick<HeldLock, 'step' | 'channelId'>;

/** @param observer whose locks these are; default this process */
export function createStepLocks(databases: LockDatabases, observer: LockObserver = thisProcess()): StepLocks {
  const { processing } = databases;
  /** Locks that may be stored as ours and that nobody works under: taking them or giving them back failed, perhaps on the way back. */
  const abandoned = new Set<string>();

  function holderOf(row: Row | undefined, at: Date): StepHolder | null {
    if (!row || !isHeld(row) || (isSameProcess(toOwner(row), observer) && abandoned.has(identityOf(toLock(row))))) {
      return null;
    }
    const holder = toHolder(row);
    return isOwnerGone({ owner: toOwner(row), heartbeatAt: holder.heartbeatAt }, observer, at) ? null : holder;
  }

  /** @returns the one who has the lock, or the lock as it is ours now */
  async function takeIfFree(
    transaction: Transaction<ProcessingSchema>,
    name: LockName,
    { at, jobId }: { at: Date; jobId: string | null },
  ): Promise<{ holder: StepHolder } | { lock: HeldLock }> {
    const strangerOf = (row: Row | undefined) => (jobId !== null && row?.job_id === jobId ? null : holderOf(row, at));
    // Without the key first: one would have to wait for it while the holder writes.
    const before = strangerOf(await readRow(transaction, name));
    if (before) {
      return { holder: before };
    }
    await processing.lock(transaction, lockKey(name));
    const row = await readRow(transaction, name);
    const holder = strangerOf(row);
    if (holder) {
      return { holder };
    }
    const lock = { ...name, token: (row?.token ?? 0) + 1 };
    await storeOwner(transaction, lock, { owner: observer, at, jobId });
    return { lock };
  }

  return {
    async acquire({ step, channelId, at, jobId = null }) {
      let attempted: HeldLock | null = null;
      try {
        const answer = await processing.write(async (transaction) => {
          const found = await takeIfFree(transaction, { step, channelId }, { at, jobId });
          attempted = 'lock' in found ? found.lock : null;
          return found;
        });
        if ('holder' in answer) {
          return answer;
        }
        abandoned.delete(identityOf(answer.lock));
        return { lease: leaseOf(answer.lock) };
      } catch (error) {
        if (attempted !== null) {
          abandoned.add(identityOf(attempted));
        }
        throw error;
      }
    },

    held: ({ channelId, at }) =>
      processing.read(async (reader) => {
        const locks = reader.selectFrom('step_locks').selectAll().where('pid', 'is not', null);
        const rows = await (channelId === undefined ? locks : locks.where('channel_id', '=', channelId)).execute();
        return rows
          .map((row) => holderOf(row, at))
          .filter((holder) => holder !== null)
          .sort((left, right) => (left.since < right.since ? -1 : 1));
      }),
  };

  function leaseOf(lock: HeldLock): StepLease {
    return {
      token: lock.token,
      stores: createHeldStores(databases, lock),
      renew: (at) => processing.write((transaction) => change(transaction, lock, { heartbeat_at: instantFromDate(at) })),
      async release() {
        abandoned.add(identityOf(lock));
        await processing.write((transaction) => change(transaction, lock, nobody));
        abandoned.delete(identityOf(lock));
      },
    };
  }
}

const nobody = {
  pid: null,
  host: null,
  pid_namespace: null,
  process_start: null,
  acquired_at: null,
  heartbeat_at: null,
  job_id: null,
};

type Row = Selectable<StepLocksTable>;
type HeldRow = Row & {
  pid: number;
  host: string;
  acquired_at: NonNullable<Row['acquired_at']>;
  heartbeat_at: NonNullable<Row['heartbeat_at']>;
};

function readRow(database: Kysely<ProcessingSchema>, { step, channelId }: LockName): Promise<Row | undefined> {
  return database
    .selectFrom('step_locks')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('step', '=', step)
    .executeTakeFirst();
}

async function storeOwner(
  transaction: Transaction<ProcessingSchema>,
  { step, channelId, token }: HeldLock,
  { owner, at, jobId }: { owner: LockObserver; at: Date; jobId: string | null },
): Promise<void> {
  const now = instantFromDate(at);
  const taken = {
    token,
    pid: owner.pid,
    host: owner.host,
    pid_namespace: owner.pidNamespace,
    process_start: owner.processStart,
    acquired_at: now,
    heartbeat_at: now,
    job_id: jobId,
  };
  await transaction
    .insertInto('step_locks')
    .values({ channel_id: channelId, step, ...taken })
    .onConflict((conflict) => conflict.columns(['channel_id', 'step']).doUpdateSet(taken))
    .execute();
}

/** @returns false when the lock was given back or taken over */
async function change(
  transaction: Transaction<ProcessingSchema>,
  { step, channelId, token }: HeldLock,
  values: typeof nobody | { heartbeat_at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('step_locks')
    .set(values)
    .where('channel_id', '=', channelId)
    .where('step', '=', step)
    .where('token', '=', token)
    .where('pid', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function isHeld(row: Row): row is HeldRow {
  return row.pid !== null;
}

function isSameProcess(owner: LockOwner, other: LockOwner): boolean {
  return (
    owner.pid === other.pid &&
    owner.host === other.host &&
    owner.pidNamespace === other.pidNamespace &&
    owner.processStart === other.processStart
  );
}

function identityOf({ step, channelId, token }: HeldLock): string {
  return `${channelId} ${step} ${token}`;
}

function toLock({ step, channel_id, token }: Row): HeldLock {
  return { step, channelId: channel_id, token };
}

function toOwner({ pid, host, pid_namespace, process_start }: HeldRow): LockOwner {
  return { pid, host, pidNamespace: pid_namespace, processStart: process_start };
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
