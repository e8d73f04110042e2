import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../../ports/clock.ts';
import type { UpgradeOwner } from '../../../ports/databases.ts';
import type { MigrationEngine } from './migration-engine.ts';
import type { VersionedSchema } from './schema-version.ts';

/** One database on one engine, as what changes its schema sees it. */
export interface MigrationTarget extends MigrationEngine {
  /** Path or schema, for messages. */
  location: string;
  /**
   * Starts with the write lock of the database held, so that what is read inside is still true when it ends.
   *
   * @param signal gives up waiting for the lock, as `storage_busy`, soon after it is aborted
   */
  write<Result>(work: (transaction: Transaction<VersionedSchema>) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** One connection without a transaction, for migrations that declare `transaction: false`. */
  writeDirectly(work: (database: Kysely<VersionedSchema>) => Promise<void>): Promise<void>;
  /** Who changes the schema at the moment. It informs and excludes nobody: the lock is that of `write`. */
  ownership: UpgradeOwnership;
  /** Copies the database before something is deleted from it. Called with the write lock held. Null where the engine cannot. */
  backUp(label: string): Promise<Backup | null>;
  clock: Clock;
}

export interface UpgradeOwnership {
  /** Called with the write lock held. */
  announce(): Promise<void>;
  withdraw(): Promise<void>;
  /** Null when nobody does, or the one who said so is no more. Never the caller, unless it holds the lock itself. */
  other(): Promise<UpgradeOwner | null>;
}

export interface Backup {
  path: string;
  /** Deletes it: what it was made for did not happen. */
  discard(): Promise<void>;
}
