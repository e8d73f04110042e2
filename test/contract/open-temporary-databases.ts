import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type OpenedStores, openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases, type SqliteDatabasesOptions } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import type { DatabaseName } from '../../src/ports/databases.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export function databasePaths(folder: string): Record<DatabaseName, string> {
  return {
    ingestion: join(folder, 'ingestion_state.sqlite'),
    raw: join(folder, 'raw_storage.sqlite'),
    processing: join(folder, 'processing_storage.sqlite'),
  };
}

/** Opens the databases of a folder, by default a new one, until the test ends. */
export async function openTemporaryDatabases(
  folder = temporaryFolder(),
  options: Omit<SqliteDatabasesOptions, 'paths'> = {},
): Promise<OpenedStores> {
  const databases = openStores(openSqliteDatabases({ paths: databasePaths(folder), ...options }));
  onTestFinished(() => databases.close());
  return databases;
}
