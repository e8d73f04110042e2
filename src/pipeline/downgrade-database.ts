import type { DatabaseName, Databases, MigrationObserver } from '../ports/databases.ts';
import { collectBackups } from './upgrade-databases.ts';

export interface DatabaseDowngrade {
  database: DatabaseName;
  location: string;
  /** Names of the migrations that were undone, newest first. */
  undone: string[];
  current: string | null;
  backups: string[];
}

/**
 * Undoes migrations of one database. What that deletes, `databases.planDowngrade` tells beforehand.
 *
 * @throws TgParserError `usage_invalid`, `schema_unknown`, `migration_failed`, `interrupted`
 */
export async function downgradeDatabase(
  databases: Databases,
  database: DatabaseName,
  { revision, observer = {}, signal }: { revision: string; observer?: MigrationObserver; signal?: AbortSignal },
): Promise<DatabaseDowngrade> {
  const backups: string[] = [];
  const undone = await databases.downgrade(database, revision, { observer: collectBackups(observer, backups), signal });
  const { location, current } = await databases.state(database);
  return { database, location, undone, current, backups };
}
