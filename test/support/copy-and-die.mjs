// Copies all databases as `db copy` does, or restores a backup, and kills itself with SIGKILL after some rows.
// Usage: copy-and-die.mjs copy|restore|backup FROM TO ROWS, where FROM and TO are folders or URLs of PostgreSQL.
import { join } from 'node:path';
import { openPostgresDatabases } from '../../dist/adapters/store-postgres/open-postgres-databases.js';
import { postgresMigrationEngine } from '../../dist/adapters/store-postgres/postgres-migration-engine.js';
import { openStores } from '../../dist/adapters/store-sql/open-stores.js';
import { openArchives } from '../../dist/adapters/store-sql/transfer/archive/open-archives.js';
import { openCopy } from '../../dist/adapters/store-sql/transfer/open-copy.js';
import { openSqliteDatabases } from '../../dist/adapters/store-sqlite/open-sqlite-databases.js';
import { sqliteMigrationEngine } from '../../dist/adapters/store-sqlite/sqlite-migration-engine.js';
import { backUpDatabases } from '../../dist/pipeline/back-up-databases.js';
import { copyDatabases } from '../../dist/pipeline/copy-databases.js';
import { restoreDatabases } from '../../dist/pipeline/restore-databases.js';

const [mode, from, to, rows] = process.argv.slice(2);
const names = ['ingestion', 'raw', 'processing'];
const clock = { now: () => new Date() };
const engines = { sqlite: async () => sqliteMigrationEngine, postgresql: async () => postgresMigrationEngine };
let passed = 0;
let last = 0;
const control = {
  signal: new AbortController().signal,
  onProgress({ done }) {
    passed += done >= last ? done - last : done;
    last = done;
    if (passed >= Number(rows)) {
      process.kill(process.pid, 'SIGKILL');
    }
  },
};

if (mode === 'copy') {
  const source = open(from);
  const copying = openCopy({ source, target: open(to), clock });
  await copyDatabases({ databases: openStores(source).databases, copying }, names, {
    isConfirmed: false,
    isVerified: false,
    ...control,
  });
} else {
  const set = open(mode === 'backup' ? from : to);
  const part = { databases: openStores(set).databases, archives: openArchives(set, engines), clock };
  await (mode === 'backup'
    ? backUpDatabases(part, names, { folder: to, programVersion: '0', ...control })
    : restoreDatabases(part, 'all', { folder: from, isConfirmed: true, ...control }));
}

function open(place) {
  if (place.startsWith('postgresql://')) {
    const connection = { connectionString: place };
    return openPostgresDatabases({ connections: { ingestion: connection, raw: connection, processing: connection } });
  }
  return openSqliteDatabases({
    paths: {
      ingestion: join(place, 'ingestion_state.sqlite'),
      raw: join(place, 'raw_storage.sqlite'),
      processing: join(place, 'processing_storage.sqlite'),
    },
  });
}
