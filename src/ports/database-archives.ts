import type { BackedUpDatabase, BackupManifest } from '../domain/backup-manifest.ts';
import type { TransferControl } from './database-copy.ts';
import type { DatabaseName } from './databases.ts';

/** A backup that is being written. It becomes visible when it is finished, whole. */
export interface ArchiveInMaking {
  /** Writes one state of a database, whatever others write to it meanwhile. */
  add(database: DatabaseName, control: TransferControl): Promise<BackedUpDatabase>;
  /** Makes it durable and puts it in its place. */
  finish(manifest: BackupManifest): Promise<void>;
  /** Removes it; without effect after `finish`. */
  discard(): Promise<void>;
}

/** Backups of the databases as folders of files, the same for both engines. */
export interface DatabaseArchives {
  /**
   * @param folder missing or empty
   * @throws TgParserError `output_not_ours`, `output_failed`
   */
  create(folder: string): Promise<ArchiveInMaking>;
  /** @throws TgParserError `archive_invalid`, `archive_mismatch` when a newer program made it */
  readManifest(folder: string): Promise<BackupManifest>;
  /**
   * Reads all rows of a database and compares them with the manifest.
   * @throws TgParserError `archive_invalid`
   */
  check(folder: string, database: BackedUpDatabase, control: TransferControl): Promise<void>;
  /**
   * Refuses rows that fit other tables than this program makes.
   * @throws TgParserError `archive_mismatch`
   */
  requireFit(manifest: BackupManifest, database: BackedUpDatabase): Promise<void>;
  /** What a restore would delete, as one line; null when there is nothing to lose. */
  obstacle(database: DatabaseName): Promise<string | null>;
  /**
   * Puts the rows in the place of everything that is in a database: all of them or, when anything fails, none.
   * @throws TgParserError `archive_invalid`, `storage_*`
   */
  restore(folder: string, database: BackedUpDatabase, control: TransferControl): Promise<void>;
}
