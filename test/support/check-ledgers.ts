import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { readLedger } from '../../src/pipeline/read-ledger.ts';
import { expectBalancedLedger } from './expect-balanced-ledger.ts';

/**
 * Checks that every raw message of a data folder is in exactly one state. Called after each command line that a test runs
 * to a good end, whatever the test is about.
 *
 * @param words of the command line; without `--data-dir` nothing is checked
 */
export async function checkLedgers(words: readonly string[]): Promise<void> {
  const dataDir = words[words.indexOf('--data-dir') + 1];
  if (!words.includes('--data-dir') || dataDir === undefined || !existsSync(join(dataDir, 'raw_storage.sqlite'))) {
    return;
  }
  const path = (name: string) => join(dataDir, `${name}.sqlite`);
  const stores = openStores(
    openSqliteDatabases({
      paths: { ingestion: path('ingestion_state'), raw: path('raw_storage'), processing: path('processing_storage') },
    }),
  );
  try {
    for (const channelId of await stores.rawStore.channelIds()) {
      expectBalancedLedger(await readLedger(stores, channelId));
    }
  } finally {
    await stores.close();
  }
}
