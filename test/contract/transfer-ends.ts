import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openPostgresDatabases } from '../../src/adapters/store-postgres/open-postgres-databases.ts';
import type { DatabaseSet } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { databaseNames, type EngineName } from '../../src/ports/databases.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';
import { databasePaths } from './open-temporary-databases.ts';
import { quickRetry } from './open-temporary-postgres.ts';

/** Every way between two engines. */
export const enginePairs: [EngineName, EngineName][] = [
  ['sqlite', 'sqlite'],
  ['sqlite', 'postgresql'],
  ['postgresql', 'sqlite'],
];

/** Databases of an engine that do not exist yet, and a function that opens them until the test ends. */
export async function emptyDatabases(engine: EngineName): Promise<() => DatabaseSet> {
  if (engine === 'sqlite') {
    const folder = join(temporaryFolder(), 'it\'s "here"');
    return () => closing(openSqliteDatabases({ paths: databasePaths(folder) }));
  }
  const connection = { connectionString: await temporaryPostgres() };
  const connections = { ingestion: connection, raw: connection, processing: connection };
  return () => closing(openPostgresDatabases({ connections, retry: quickRetry }));
}

/** Brings all three databases to head. */
export async function upgradeAll(set: DatabaseSet): Promise<DatabaseSet> {
  for (const name of databaseNames) {
    await set[name].history.upgrade();
  }
  return set;
}

function closing(set: DatabaseSet): DatabaseSet {
  onTestFinished(async () => {
    for (const name of databaseNames) {
      await set[name].close();
    }
  });
  return set;
}
