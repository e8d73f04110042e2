import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Backup } from '../store-sql/migrations/migration-target.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';

/**
 * Copies a database file to `<path>.before-<label>.<n>` beside it, with the first free number. It reads through a connection of its
 * own, so it may be called while another one holds the write lock: it copies what was committed.
 *
 * @throws TgParserError `storage_*`; then there is no copy
 */
export async function backUpSqliteFile(path: string, label: string): Promise<Backup> {
  const target = freePath(`${path}.before-${label}`);
  const partial = `${target}.partial`;
  try {
    // Left by a run that was killed here.
    rmSync(partial, { force: true });
    const file = new Database(path, { readonly: true });
    try {
      file.prepare('vacuum into ?').run(partial);
    } finally {
      file.close();
    }
    flush(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw classifySqliteError(target, error);
  }
  return { path: target, discard: async () => rmSync(target, { force: true }) };
}

function freePath(prefix: string): string {
  let number = 1;
  while (existsSync(`${prefix}.${number}`)) {
    number += 1;
  }
  return `${prefix}.${number}`;
}

/** SQLite leaves a file that it makes this way to the system's cache. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
