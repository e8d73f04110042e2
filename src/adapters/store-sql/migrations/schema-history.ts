import type { Kysely } from 'kysely';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { DatabaseName, DatabaseState, MigrationState } from '../../../ports/databases.ts';
import { applyMigrations, type MigrationTarget } from './apply-migrations.ts';
import { migrationsByDatabase } from './migrations-by-database.ts';
import { pendingMigrations } from './pending-migrations.ts';
import { type AppliedMigration, readSchemaVersion, type VersionedSchema } from './schema-version.ts';

/** One database on one engine, as its migrations see it. */
export interface HistoryTarget extends MigrationTarget {
  /** Reads without holding back writers. */
  read<Result>(work: (database: Kysely<VersionedSchema>) => Promise<Result>): Promise<Result>;
  /** False for a file that would be made by looking into it. */
  exists(): boolean;
  /** Whether whatever needs an empty database makes it at head, or leaves that to `init` and `db upgrade`. */
  isMadeByFirstUse: boolean;
}

/** Which migrations a database has, and what brings it to head. */
export interface SchemaHistory {
  state(): Promise<DatabaseState>;
  history(): Promise<MigrationState[]>;
  upgrade(): Promise<string[]>;
  /**
   * Called before the first use.
   *
   * @throws TgParserError `schema_outdated`, `schema_unknown`
   */
  requireHead(): Promise<void>;
}

export function createSchemaHistory(name: DatabaseName, target: HistoryTarget): SchemaHistory {
  const migrations = migrationsByDatabase[name];

  async function applied(): Promise<Map<string, AppliedMigration> | null> {
    return target.exists() ? target.read(readSchemaVersion) : new Map();
  }

  return {
    async state() {
      const pending = pendingMigrations(target.location, migrations, await applied()).map((migration) => migration.name);
      const names = migrations.map((migration) => migration.name);
      return {
        database: name,
        location: target.location,
        current: names.findLast((candidate) => !pending.includes(candidate)) ?? null,
        head: names.at(-1) ?? '',
        pending,
      };
    },

    async history() {
      const rows = await applied();
      return migrations.map((migration) => ({
        database: name,
        name: migration.name,
        summary: migration.summary,
        appliedAt: rows?.get(migration.name)?.appliedAt ?? null,
      }));
    },

    upgrade: () => applyMigrations(target, migrations),

    async requireHead() {
      const pending = pendingMigrations(target.location, migrations, await applied());
      if (pending.length === 0) {
        return;
      }
      const isEmpty = pending.length === migrations.length;
      if (isEmpty && target.isMadeByFirstUse) {
        await applyMigrations(target, migrations);
        return;
      }
      const lacks = isEmpty
        ? `${target.location} is empty`
        : `${target.location} lacks migrations: ${pending.map((migration) => migration.name).join(', ')}`;
      throw new TgParserError('schema_outdated', lacks, {
        hint: isEmpty ? 'Run "tg-parser init".' : `Run "tg-parser db upgrade --db ${name}".`,
      });
    },
  };
}
