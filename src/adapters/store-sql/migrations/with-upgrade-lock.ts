import type { Transaction } from 'kysely';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { MigrationObserver } from '../../../ports/databases.ts';
import type { MigrationTarget } from './migration-target.ts';
import type { VersionedSchema } from './schema-version.ts';

/** Shorter waits are not worth a line. */
const firstLookMs = 500;

/**
 * Runs one transaction of an upgrade, after those of others. While it waits, the observer hears once who is in front. As long as
 * that one lives the wait has no end: a large upgrade takes longer than any busy timeout.
 */
export async function withUpgradeLock<Result>(
  target: MigrationTarget,
  observer: MigrationObserver,
  work: (transaction: Transaction<VersionedSchema>) => Promise<Result>,
): Promise<Result> {
  const stopLooking = lookForOwner(target, observer);
  try {
    for (;;) {
      try {
        return await target.write((transaction) => {
          stopLooking();
          return work(transaction);
        });
      } catch (error) {
        const isBusy = error instanceof TgParserError && error.code === 'storage_busy';
        if (!isBusy || (await target.ownership.other()) === null) {
          throw error;
        }
      }
    }
  } finally {
    stopLooking();
  }
}

function lookForOwner(target: MigrationTarget, observer: MigrationObserver): () => void {
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
