import { databaseNames, type EngineName } from '../../../ports/databases.ts';
import type { MigrationCatalogue } from '../../../ports/migration-catalogue.ts';
import { lintMigrations } from './lint-migrations.ts';
import type { MigrationEngine } from './migration-engine.ts';
import { migrationsByDatabase } from './migrations-by-database.ts';
import { resolveRevision } from './resolve-revision.ts';
import { upgradeScript } from './upgrade-script.ts';

/** What can be said of the program's migrations without a database. */
export function createMigrationCatalogue(engines: Record<EngineName, MigrationEngine>): MigrationCatalogue {
  return {
    async script({ database, engine, revision = 'head', applied = [] }) {
      const all = migrationsByDatabase[database];
      const wanted = all.slice(0, resolveRevision(all, revision)).filter(({ name }) => !applied.includes(name));
      return upgradeScript(engines[engine], database, wanted);
    },

    async lint() {
      const findings = [];
      for (const database of databaseNames) {
        findings.push(...(await lintMigrations(Object.values(engines), database, migrationsByDatabase[database])));
      }
      return findings;
    },
  };
}
