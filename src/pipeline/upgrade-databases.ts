import { type DatabaseName, type Databases, databaseNames } from '../ports/databases.ts';

export interface DatabaseUpgrade {
  database: DatabaseName;
  location: string;
  /** Names of the migrations that were applied now: none when the database was at head. */
  applied: string[];
  head: string;
}

/** The databases that `all` or a single name stands for. */
export function selectDatabases(selection: DatabaseName | 'all'): readonly DatabaseName[] {
  return selection === 'all' ? databaseNames : [selection];
}

/** Brings databases to head, one after the other, creating missing ones. */
export async function upgradeDatabases(databases: Databases, selection: DatabaseName | 'all'): Promise<DatabaseUpgrade[]> {
  const upgrades: DatabaseUpgrade[] = [];
  for (const database of selectDatabases(selection)) {
    const applied = await databases.upgrade(database);
    const { location, head } = await databases.state(database);
    upgrades.push({ database, location, applied, head });
  }
  return upgrades;
}
