import { databaseNames, type EngineName, engineNames } from '../../../ports/databases.ts';
import type { MigrationCatalogue } from '../../../ports/migration-catalogue.ts';
import { lintMigrations } from './lint-migrations.ts';
import type { MigrationEngine } from './migration-engine.ts';
import { migrationsByDatabase } from './migrations-by-database.ts';
import { resolveRevision } from './resolve-revision.ts';
import { upgradeScript } from './upgrade-script.ts';

/**
 * What can be said of the program's migrations without a database.
 *
 * @param engines are loaded when they are asked for: nobody needs the driver of the other one
 */
export function createMigrationCatalogue(engines: Record<EngineName, () => Promise<MigrationEngine>>): MigrationCatalogue {
  return {
    async script({ database, engine, revision = 'head', applied = [] }) {
      const all = migrationsByDatabase[database];
      const wanted = all.slice(0, resolveRevision(all, revision)).filter(({ name }) => !applied.includes(name));
      return upgradeScript(await engines[engine](), database, wanted);
    },

    async lint() {
      const findings = [];
      const loaded = await Promise.all(engineNames.map((name) => engines[name]()));
      for (const database of databaseNames) {
        findings.push(...(await lintMigrations(loaded, database, migrationsByDatabase[database])));
      }
      return findings;
    },
  };
}
