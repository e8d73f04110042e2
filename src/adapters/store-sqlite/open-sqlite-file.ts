import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { retryWhileBusy } from './retry-while-busy.ts';

/** How long one attempt may stop the event loop; longer waits are made of repeated attempts. */
const blockingWaitMs = 100;
/** Length of the write-ahead log from which on a commit also copies it to the database. */
const logBytes = 64 * 1024 * 1024;

export interface SqliteFileOptions {
  /** How long to wait for another process that holds the file, in milliseconds. */
  busyTimeoutMs: number;
  /** Of a new file. */
  pageBytes: number;
}

/**
 * Opens a database file, creating it and its folder when they are missing, and sets what every connection needs.
 *
 * @throws TgParserError `storage_*`
 */
export async function openSqliteFile(
  path: string,
  { busyTimeoutMs, pageBytes }: SqliteFileOptions,
): Promise<Database.Database> {
  let file: Database.Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const opened = new Database(path, { timeout: Math.min(busyTimeoutMs, blockingWaitMs) });
    file = opened;
    // Has an effect on new files only.
    opened.pragma(`page_size = ${pageBytes}`);
    // Two processes that turn a new file to WAL at once do not wait for each other: SQLite says busy at once.
    await retryWhileBusy(() => opened.pragma('journal_mode = WAL'), busyTimeoutMs);
    opened.pragma('synchronous = NORMAL');
    // In pages: with the default of 1000 an import writes the same pages of its indexes to the file again and again.
    opened.pragma(`wal_autocheckpoint = ${logBytes / pageBytes}`);
    opened.pragma('foreign_keys = ON');
    return opened;
  } catch (error) {
    file?.close();
    throw classifySqliteError(path, error);
  }
}
