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
 * @throws TgParserError `usage_invalid`, `schema_unknown`, `migration_failed`
 */
export async function downgradeDatabase(
  databases: Databases,
  database: DatabaseName,
  { revision, observer = {} }: { revision: string; observer?: MigrationObserver },
): Promise<DatabaseDowngrade> {
  const backups: string[] = [];
  const undone = await databases.downgrade(database, revision, collectBackups(observer, backups));
  const { location, current } = await databases.state(database);
  return { database, location, undone, current, backups };
}
