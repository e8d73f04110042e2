import { onTestFinished } from 'vitest';
import {
  openPostgresDatabases,
  type PostgresDatabaseSet,
  type PostgresDatabasesOptions,
} from '../../src/adapters/store-postgres/open-postgres-databases.ts';
import { type OpenedStores, openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { databaseNames } from '../../src/ports/databases.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';
import { migratedTemplate } from './migrated-template.ts';

/** Retries soon, so that a test does not wait. */
export const quickRetry = { maxAttempts: 3, baseInMs: 20, maxInMs: 1000, jitter: 0.3 };

/** Opens a PostgreSQL database, by default a new one, at head until the test ends. */
export async function openTemporaryPostgres(
  url?: string,
  options: Partial<PostgresDatabasesOptions> = {},
): Promise<OpenedStores & { set: PostgresDatabaseSet; url: string }> {
  const connectionString = url ?? (await temporaryPostgres(await migratedTemplate()));
  const connection = { connectionString };
  const set = openPostgresDatabases({
    connections: { ingestion: connection, raw: connection, processing: connection },
    retry: quickRetry,
    ...options,
  });
  const stores = openStores(set);
  onTestFinished(() => stores.close());
  for (const name of databaseNames) {
    await stores.databases.upgrade(name);
  }
  return { ...stores, set, url: connectionString };
}
