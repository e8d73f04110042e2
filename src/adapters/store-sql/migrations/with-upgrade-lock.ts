import type { Transaction } from 'kysely';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { ChangeOptions } from '../../../ports/databases.ts';
import type { MigrationTarget } from './migration-target.ts';
import type { VersionedSchema } from './schema-version.ts';

export type UpgradeWait = Pick<ChangeOptions, 'observer' | 'signal'>;

/** Shorter waits are not worth a line. */
const firstLookMs = 500;

/**
 * Runs one transaction of an upgrade, after those of others. While it waits, the observer hears once who is in front. As long as
 * that one lives the wait has no end: a large upgrade takes longer than any busy timeout.
 *
 * @throws TgParserError `interrupted` when the signal is aborted before the work begins; what has begun is finished
 */
export async function withUpgradeLock<Result>(
  target: MigrationTarget,
  { observer = {}, signal }: UpgradeWait,
  work: (transaction: Transaction<VersionedSchema>) => Promise<Result>,
): Promise<Result> {
  const stopLooking = lookForOwner(target, observer);
  const interruption = interruptionOf(target, signal);
  const begin = (transaction: Transaction<VersionedSchema>) => {
    interruption.refuse();
    interruption.stop();
    stopLooking();
    return work(transaction);
  };
  try {
    for (;;) {
      interruption.refuse();
      try {
        return await Promise.race([target.write(begin, signal), interruption.happens]);
      } catch (error) {
        const isBusy = error instanceof TgParserError && error.code === 'storage_busy';
        if (!isBusy || (await target.ownership.other()) === null) {
          throw error;
        }
      }
    }
  } finally {
    interruption.stop();
    stopLooking();
  }
}

interface Interruption {
  /** Rejects when the signal is aborted, until `stop`. */
  happens: Promise<never>;
  refuse(): void;
  stop(): void;
}

function interruptionOf({ location }: MigrationTarget, signal: AbortSignal | undefined): Interruption {
  const error = () => new TgParserError('interrupted', `Stopped while waiting for the schema of ${location}; it is unchanged`);
  let listener = () => {};
  const happens = new Promise<never>((_, reject) => {
    listener = () => reject(error());
  });
  happens.catch(() => {});
  signal?.addEventListener('abort', listener, { once: true });
  return {
    happens,
    refuse() {
      if (signal?.aborted) {
        throw error();
      }
    },
    stop: () => signal?.removeEventListener('abort', listener),
  };
}

function lookForOwner(target: MigrationTarget, observer: NonNullable<UpgradeWait['observer']>): () => void {
  const timer = setInterval(async () => {
    const owner = await target.ownership.other().catch(() => null);
    if (owner !== null) {
      clearInterval(timer);
      observer.onWaiting?.({ location: target.location, owner });
    }
  }, firstLookMs);
  timer.unref();
  return () => clearInterval(timer);
}
