import type { DatabaseName, Databases, EngineName } from '../ports/databases.ts';
import type { MigrationCatalogue } from '../ports/migration-catalogue.ts';

export interface UpgradeScript {
  database: DatabaseName;
  engine: EngineName;
  script: string;
}

/**
 * The statements of an upgrade as a script: for the database as it is, or, on an engine that it is not on, for an empty one.
 *
 * @throws TgParserError `usage_invalid`, `schema_unknown`
 */
export async function writeUpgradeScript(
  { databases, migrations }: { databases: Databases; migrations: MigrationCatalogue },
  { database, engine, revision }: { database: DatabaseName; engine: EngineName | undefined; revision: string },
): Promise<UpgradeScript> {
  const { engine: ownEngine } = await databases.state(database);
  if (engine !== undefined && engine !== ownEngine) {
    return { database, engine, script: await migrations.script({ database, engine, revision }) };
  }
  const { migrations: pending } = await databases.planUpgrade(database);
  const names = new Set(pending.map(({ name }) => name));
  const applied = (await databases.history(database)).map(({ name }) => name).filter((name) => !names.has(name));
  return { database, engine: ownEngine, script: await migrations.script({ database, engine: ownEngine, revision, applied }) };
}
