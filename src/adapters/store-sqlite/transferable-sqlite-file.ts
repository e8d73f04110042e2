import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import type { AnySchema, TransferableDatabase } from '../store-sql/transfer/transferable-database.ts';
import type { VersionedDatabase } from '../store-sql/versioned-database.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { openSqliteFile, type SqliteFileOptions } from './open-sqlite-file.ts';
import { readSqliteSchema } from './read-sqlite-schema.ts';
import { replaceSqliteFile } from './replace-sqlite-file.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

export interface TransferableSqliteFileOptions extends SqliteFileOptions {
  path: string;
  /** Brings the file to head, or refuses it. */
  requireHead(): Promise<void>;
  /** A connection that stays open. */
  connect(): Promise<Kysely<AnySchema>>;
  /** Closes all connections of this process; the next use opens others. */
  disconnect(): void;
  /** A database with the same history in another file. */
  openAt(path: string): VersionedDatabase<AnySchema>;
}

/** Copies, backups and restores of a database file. What is noted about it stands beside it in `<path>.copy.json`. */
export function transferableSqliteFile(options: TransferableSqliteFileOptions): TransferableDatabase {
  const { path, busyTimeoutMs } = options;
  const note = `${path}.copy.json`;
  return {
    engine: 'sqlite',
    location: path,

    get identity() {
      return existsSync(path) ? realpathSync(path) : resolve(path);
    },

    exists: () => existsSync(path),

    async snapshot(work) {
      await options.requireHead();
      const file = await openSqliteFile(path, options);
      try {
        file.exec('begin');
        // Until something is read, the state is not chosen.
        file.prepare('select count(*) from sqlite_master').get();
        return await work(new Kysely<AnySchema>({ dialect: sqliteDialect(file, { path, busyTimeoutMs }) }));
      } catch (error) {
        throw (error as { code?: unknown }).code?.toString().startsWith('SQLITE_') ? classifySqliteError(path, error) : error;
      } finally {
        file.close();
      }
    },

    look: async (work) => work(await options.connect()),

    readSchema: (database) => readSqliteSchema(database as unknown as Kysely<unknown>),

    async replace(work) {
      options.disconnect();
      await replaceSqliteFile(options, work);
      rmSync(note, { force: true });
    },

    async settle() {},

    readNote: async () => (existsSync(note) ? readFileSync(note, 'utf8') : null),

    async writeNote(text) {
      try {
        if (text === null) {
          rmSync(note, { force: true });
        } else {
          writeFileSync(note, text);
        }
      } catch (error) {
        throw classifySqliteError(note, error);
      }
    },
  };
}
