import type { Kysely } from 'kysely';
import type { LockedStep } from '../../../domain/run.ts';
import { stepLost } from '../../../domain/step-lost.ts';
import type { HeldStores } from '../../../ports/step-locks.ts';
import { createDocumentStore } from '../document-store/document-store.ts';
import { createMergeProposalStore } from '../merge-proposal-store/merge-proposal-store.ts';
import { createRawStore } from '../raw-store/raw-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';
import { createTargetStore } from '../target-store/target-store.ts';
import { createTopicStore } from '../topic-store/topic-store.ts';
import { lockKey } from './lock-key.ts';

export interface LockDatabases {
  raw: SqlDatabase<RawSchema>;
  /** Holds the locks. */
  processing: SqlDatabase<ProcessingSchema>;
}

/** Which acquisition of which lock. */
export interface HeldLock {
  step: LockedStep;
  channelId: string;
  token: number;
}

/** Stores that write only as long as a lock is held: see `HeldStores`. */
export function createHeldStores({ raw, processing }: LockDatabases, lock: HeldLock): HeldStores {
  const fencedProcessing: typeof processing = {
    ...processing,
    write: (work) =>
      processing.write(async (transaction) => {
        // Shared: chunks may be saved side by side, and a takeover, which needs the key for itself, waits for their ends.
        await processing.lock(transaction, lockKey(lock), 'shared');
        await requireHeld(transaction, lock);
        return work(transaction);
      }),
  };
  const fencedRaw: typeof raw = {
    ...raw,
    // Not from within the transaction: it has a connection already, and the second one may be waited for in vain.
    write: async (work) => {
      await processing.read((reader) => requireHeld(reader, lock));
      return raw.write(work);
    },
  };
  return {
    rawStore: createRawStore(fencedRaw),
    documentStore: createDocumentStore(fencedProcessing),
    topicStore: createTopicStore(fencedProcessing),
    targetStore: createTargetStore(fencedProcessing),
    mergeProposalStore: createMergeProposalStore(fencedProcessing),
  };
}

/** @throws TgParserError `step_lost` */
async function requireHeld(database: Kysely<ProcessingSchema>, lock: HeldLock): Promise<void> {
  const row = await database
    .selectFrom('step_locks')
    .select('pid')
    .where('channel_id', '=', lock.channelId)
    .where('step', '=', lock.step)
    .where('token', '=', lock.token)
    .executeTakeFirst();
  if (row === undefined || row.pid === null) {
    throw stepLost(lock);
  }
}
