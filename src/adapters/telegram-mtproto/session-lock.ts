import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { TgParserError } from '../../domain/tg-parser-error.ts';

const ownerSchema = z.object({ pid: z.number(), host: z.string() });

/**
 * One owner of a session at a time: Telegram ends sessions that are used from two places. The lock is the system's own on a file, taken
 * by way of SQLite, because Node has none: it is gone with its process, however that ends. Who holds it is noted beside it.
 *
 * @param path of the session file
 * @returns gives the lock back
 * @throws TgParserError `telegram_session_busy` naming the owner
 */
export function lockSession(path: string): () => void {
  const owner = `${path}.owner.json`;
  const database = new Database(`${path}.lock`, { timeout: 0 });
  try {
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw busyError(owner);
    }
    throw new TgParserError('storage_read_only', `The session lock ${path}.lock cannot be taken`, {
      hint: 'The data folder must be writable and on a disk of this machine.',
    });
  }
  writeFileSync(owner, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
  return () => {
    rmSync(owner, { force: true });
    database.close();
  };
}

function busyError(path: string): TgParserError {
  const owner = readOwner(path);
  const who =
    owner === null ? 'another process' : `process ${owner.pid}${owner.host === hostname() ? '' : ` on ${owner.host}`}`;
  return new TgParserError('telegram_session_busy', `The session of the Telegram account is in use by ${who}`, {
    hint: 'Wait until it has ended, or use another account: TELEGRAM_SESSION_NAME.',
    ...(owner === null ? {} : { details: { owner_pid: owner.pid, owner_host: owner.host } }),
  });
}

function readOwner(path: string): z.infer<typeof ownerSchema> | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
