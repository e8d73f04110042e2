import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openPostgresDatabases } from '../../src/adapters/store-postgres/open-postgres-databases.ts';
import { type OpenedStores, openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { databasePaths } from '../contract/open-temporary-databases.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { postgresServerUrl, runSql, temporaryPostgres } from './temporary-postgres.ts';

/** Databases that programs work on, and that can be copied while none does. */
export interface CopiedDatabases {
  dataFolder: string;
  environment: Record<string, string>;
  /** Looks into them as another process does, and lets go of them. */
  look<Seen>(see: (stores: OpenedStores) => Promise<Seen>): Promise<Seen>;
  copy(): Promise<CopiedDatabases>;
}

/** Files in a folder. */
export function sqliteToCopy(dataFolder = join(temporaryFolder(), 'data')): CopiedDatabases {
  return {
    dataFolder,
    environment: {},
    look: (see) => lookInto(openStores(openSqliteDatabases({ paths: databasePaths(dataFolder) })), see),
    async copy() {
      const copied = join(temporaryFolder(), 'data');
      cpSync(dataFolder, copied, { recursive: true });
      return sqliteToCopy(copied);
    },
  };
}

/** A database of the server that tests share. */
export async function postgresToCopy(url?: string): Promise<CopiedDatabases> {
  const connectionString = url ?? (await temporaryPostgres());
  const connection = { connectionString };
  const connections = { ingestion: connection, raw: connection, processing: connection };
  return {
    dataFolder: join(temporaryFolder(), 'data'),
    environment: { DATABASE_URL: connectionString },
    look: (see) => lookInto(openStores(openPostgresDatabases({ connections })), see),
    async copy() {
      const server = await postgresServerUrl();
      const name = `tg_parser_test_${randomBytes(6).toString('hex')}`;
      const template = new URL(connectionString).pathname.slice(1);
      await runSql(server, `create database ${name} template ${template}`);
      onTestFinished(async () => {
        await runSql(server, `drop database if exists ${name} with (force)`);
      });
      const copied = new URL(server);
      copied.pathname = `/${name}`;
      return postgresToCopy(copied.href);
    },
  };
}

async function lookInto<Seen>(stores: OpenedStores, see: (stores: OpenedStores) => Promise<Seen>): Promise<Seen> {
  try {
    return await see(stores);
  } finally {
    await stores.close();
  }
}
