import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { isProcessAlive } from '../store-sql/run-store/is-process-alive.ts';
import type { AnySchema } from '../store-sql/transfer/transferable-database.ts';
import type { VersionedDatabase } from '../store-sql/versioned-database.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { openSqliteFile, type SqliteFileOptions } from './open-sqlite-file.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

export interface ReplacedFile extends SqliteFileOptions {
  path: string;
  openAt(path: string): VersionedDatabase<AnySchema>;
}

/**
 * Writes a new database beside an old one and renames it into its place. Whoever has the old one open keeps it from being
 * replaced: their log would be applied to a file that it does not belong to.
 *
 * @throws TgParserError `storage_*`; what `work` throws passes through
 */
export async function replaceSqliteFile(
  options: ReplacedFile,
  work: (database: Kysely<AnySchema>) => Promise<void>,
): Promise<void> {
  const { path } = options;
  const staged = join(dirname(path), `.${basename(path)}.restore-${process.pid}`);
  removeLeftovers(path);
  try {
    await fill(options, staged, work);
    await putInPlace(options, staged);
  } catch (error) {
    removeFile(staged);
    throw error instanceof TgParserError || !('code' in (error as object)) ? error : classifySqliteError(path, error);
  }
}

async function fill(
  { openAt, busyTimeoutMs, pageBytes }: ReplacedFile,
  staged: string,
  work: (database: Kysely<AnySchema>) => Promise<void>,
): Promise<void> {
  const empty = openAt(staged);
  try {
    await empty.history.upgrade();
  } finally {
    await empty.close();
  }
  const file = await openSqliteFile(staged, { busyTimeoutMs, pageBytes });
  try {
    // Nobody else knows the file: it is thrown away when anything fails, and flushed before it is used.
    file.pragma('journal_mode = OFF');
    file.pragma('synchronous = OFF');
    file.exec('begin');
    await work(new Kysely<AnySchema>({ dialect: sqliteDialect(file, { path: staged, busyTimeoutMs }) }));
    file.exec('commit');
  } finally {
    file.close();
  }
  flush(staged);
}

/** The old file is locked and without a log of its own while it is replaced. */
async function putInPlace({ path, busyTimeoutMs }: ReplacedFile, staged: string): Promise<void> {
  const old = existsSync(path) ? await lockAlone(path, busyTimeoutMs) : null;
  try {
    renameSync(staged, path);
    if (old === null) {
      rmSync(`${path}-wal`, { force: true });
      rmSync(`${path}-shm`, { force: true });
    }
  } finally {
    old?.close();
  }
  flush(dirname(path));
}

/** @returns null for a file that is damaged: nobody can work with it, so nobody needs to be kept out */
async function lockAlone(path: string, busyTimeoutMs: number): Promise<Database.Database | null> {
  const file = new Database(path, { timeout: 100 });
  try {
    await retryWhileBusy(() => file.pragma('journal_mode = DELETE'), busyTimeoutMs);
    await retryWhileBusy(() => file.exec('begin exclusive'), busyTimeoutMs);
    return file;
  } catch (error) {
    file.close();
    const classified = classifySqliteError(path, error);
    if (classified.code === 'storage_corrupt') {
      return null;
    }
    throw classified;
  }
}

/** Of processes that were killed here. */
function removeLeftovers(path: string): void {
  const prefix = `.${basename(path)}.restore-`;
  const folder = dirname(path);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = Number(name.slice(prefix.length).split('-')[0]);
    if (name.startsWith(prefix) && (pid === process.pid || !isProcessAlive(pid))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '.upgrade.json']) {
    rmSync(`${path}${suffix}`, { force: true });
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
