import type { DatabaseName, Databases, MigrationObserver, UpgradePlan } from '../ports/databases.ts';
import { selectDatabases, selectOneDatabase } from './select-databases.ts';

export interface DatabaseUpgrade {
  database: DatabaseName;
  location: string;
  /** Names of the migrations that were applied now: none when the database was there already. */
  applied: string[];
  current: string | null;
  head: string;
  /** Copies that were made before something was deleted. */
  backups: string[];
}

export interface UpgradeOptions {
  /** Default `head`. Any other names one database. */
  revision?: string;
  observer?: MigrationObserver;
  /** Ends a wait for others. */
  signal?: AbortSignal | undefined;
}

/**
 * Brings databases to head or to an earlier migration, one after the other, creating missing ones.
 *
 * @throws TgParserError `usage_invalid`, `schema_unknown`, `migration_failed`, `interrupted`
 */
export async function upgradeDatabases(
  databases: Databases,
  selection: DatabaseName | 'all',
  { revision = 'head', observer = {}, signal }: UpgradeOptions = {},
): Promise<DatabaseUpgrade[]> {
  const upgrades: DatabaseUpgrade[] = [];
  for (const database of selectForRevision(selection, revision)) {
    const backups: string[] = [];
    const applied = await databases.upgrade(database, { revision, observer: collectBackups(observer, backups), signal });
    const { location, current, head } = await databases.state(database);
    upgrades.push({ database, location, applied, current, head, backups });
  }
  return upgrades;
}

/**
 * What `upgradeDatabases` would do. Nothing is changed or created.
 *
 * @throws TgParserError `usage_invalid`, `schema_unknown`
 */
export async function planUpgrades(
  databases: Databases,
  selection: DatabaseName | 'all',
  revision: string,
): Promise<UpgradePlan[]> {
  const plans: UpgradePlan[] = [];
  for (const database of selectForRevision(selection, revision)) {
    plans.push(await databases.planUpgrade(database, revision));
  }
  return plans;
}

function selectForRevision(selection: DatabaseName | 'all', revision: string): readonly DatabaseName[] {
  return revision === 'head' ? selectDatabases(selection) : [selectOneDatabase(selection, `The revision "${revision}"`)];
}

/** Hears of backups on the way to the observer. */
export function collectBackups(observer: MigrationObserver, backups: string[]): MigrationObserver {
  return {
    ...observer,
    onBackup: (event) => {
      backups.push(event.path);
      observer.onBackup?.(event);
    },
  };
}
