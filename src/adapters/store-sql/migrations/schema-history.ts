import type { Kysely } from 'kysely';
import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type {
  ChangeOptions,
  DatabaseName,
  DatabaseState,
  DowngradePlan,
  MigrationObserver,
  MigrationState,
  SchemaProblem,
  StampPlan,
  UpgradePlan,
} from '../../../ports/databases.ts';
import { applyMigrations } from './apply-migrations.ts';
import { checkSchema } from './check-schema.ts';
import { countLosses } from './count-losses.ts';
import { editedMigrations } from './edited-migrations.ts';
import type { LiveSchema } from './live-schema.ts';
import type { Migration } from './migration.ts';
import { migrationChecksum } from './migration-checksum.ts';
import type { MigrationTarget } from './migration-target.ts';
import { migrationsByDatabase } from './migrations-by-database.ts';
import { pendingMigrations, unknownMigrations } from './pending-migrations.ts';
import { resolveDowngrade, resolveRevision } from './resolve-revision.ts';
import { revertMigrations } from './revert-migrations.ts';
import { type AppliedMigration, readSchemaVersion, type VersionedSchema } from './schema-version.ts';
import { planStamp, stampMigrations } from './stamp-migrations.ts';
import type { UpgradeWait } from './with-upgrade-lock.ts';

/** One database on one engine, as its history sees it. */
export interface HistoryTarget extends MigrationTarget {
  /** Reads without holding back writers. */
  read<Result>(work: (database: Kysely<VersionedSchema>) => Promise<Result>): Promise<Result>;
  /** False for a file that would be made, or an empty one that would be filled, by looking into it. */
  exists(): boolean;
  /** Whether whatever needs an empty database makes it at head, or leaves that to `init` and `db upgrade`. */
  isMadeByFirstUse: boolean;
  /** Whether whatever needs an outdated database brings it to head, after a backup. For data that nobody would miss. */
  upgradesItself: boolean;
  /** Leaves `schema_version` out. Not asked for when the database does not exist. */
  readLiveSchema(): Promise<LiveSchema>;
  /** What `build` makes of an empty scratch database of the same engine, which is gone afterwards whatever happens. */
  readScratchSchema(build: (database: Kysely<unknown>) => Promise<void>): Promise<LiveSchema>;
}

/** Which migrations a database has, what changes that, and how the schema compares. The methods of the port, for one database. */
export interface SchemaHistory {
  state(): Promise<DatabaseState>;
  history(): Promise<MigrationState[]>;
  planUpgrade(revision?: string): Promise<UpgradePlan>;
  upgrade(options?: ChangeOptions): Promise<string[]>;
  planDowngrade(revision: string): Promise<DowngradePlan>;
  downgrade(revision: string, options?: UpgradeWait): Promise<string[]>;
  planStamp(revision: string): Promise<StampPlan>;
  stamp(revision: string): Promise<void>;
  check(): Promise<SchemaProblem[]>;
  /**
   * Called before the first use.
   *
   * @throws TgParserError `schema_outdated`, `schema_unknown`
   */
  requireHead(observer?: MigrationObserver): Promise<void>;
}

/** @param migrations the whole history; default that of the named database */
export function createSchemaHistory(
  name: DatabaseName,
  target: HistoryTarget,
  migrations: readonly Migration[] = migrationsByDatabase[name],
): SchemaHistory {
  const { location } = target;
  const names = migrations.map((migration) => migration.name);

  async function applied(): Promise<Map<string, AppliedMigration> | null> {
    return target.exists() ? target.read(readSchemaVersion) : new Map();
  }

  async function pendingNow(): Promise<Migration[]> {
    return pendingMigrations(location, migrations, await applied());
  }

  async function undone(revision: string): Promise<{ keep: number; undone: Migration[] }> {
    const rows = await applied();
    pendingMigrations(location, migrations, rows);
    const keep = resolveDowngrade(migrations, new Set(rows?.keys()), revision);
    return {
      keep,
      undone: migrations
        .slice(keep)
        .filter((migration) => rows?.has(migration.name))
        .reverse(),
    };
  }

  return {
    async state() {
      const rows = await applied();
      const known = rows ?? new Map<string, AppliedMigration>();
      const pending = names.filter((candidate) => known.get(candidate)?.isStarted !== false);
      const unknown = unknownMigrations(migrations, known);
      const edited = await editedMigrations(target, migrations, known);
      return {
        database: name,
        location,
        engine: target.engine,
        condition: conditionOf({ rows, pending, unknown, edited }),
        current: names.findLast((candidate) => !pending.includes(candidate)) ?? null,
        head: names.at(-1) ?? '',
        pending,
        unknown,
        edited,
      };
    },

    async history() {
      const rows = (await applied()) ?? new Map<string, AppliedMigration>();
      const states: MigrationState[] = [];
      for (const migration of migrations) {
        states.push(migrationState(migration, await migrationChecksum(target, migration), rows.get(migration.name)));
      }
      const foreign = unknownMigrations(migrations, rows).map((unknown) =>
        migrationState({ name: unknown, summary: '' }, null, rows.get(unknown)),
      );
      return [...states, ...foreign];
    },

    async planUpgrade(revision = 'head') {
      const upTo = resolveRevision(migrations, revision);
      const pending = await pendingNow();
      return {
        database: name,
        location,
        migrations: pending
          .filter((migration) => migrations.indexOf(migration) < upTo)
          .map(({ name: pendingName, summary, destructive = false }) => ({ name: pendingName, summary, destructive })),
      };
    },

    async upgrade({ revision = 'head', ...wait } = {}) {
      return applyMigrations(target, migrations, { upTo: resolveRevision(migrations, revision), ...wait });
    },

    async planDowngrade(revision) {
      const { undone: list } = await undone(revision);
      return {
        database: name,
        location,
        migrations: list.map((migration) => migration.name),
        losses: await countLosses(target, list),
      };
    },

    async downgrade(revision, options) {
      const { keep, undone: list } = await undone(revision);
      return list.length === 0 ? [] : revertMigrations(target, migrations, keep, options);
    },

    async planStamp(revision) {
      return { database: name, ...(await planStamp(target, migrations, resolveRevision(migrations, revision))) };
    },

    async stamp(revision) {
      const count = resolveRevision(migrations, revision);
      await planStamp(target, migrations, count);
      await stampMigrations(target, migrations, count);
    },

    check: () => checkSchema(target, migrations),

    async requireHead(observer) {
      // Read once: another process may be making the database between two looks.
      const rows = await applied();
      const pending = pendingMigrations(location, migrations, rows);
      if (pending.length === 0) {
        return;
      }
      const isEmpty = rows?.size === 0;
      if (isEmpty ? target.isMadeByFirstUse : target.upgradesItself) {
        await applyMigrations(target, migrations, { isBackedUp: true, ...(observer ? { observer } : {}) });
        return;
      }
      const lacks = isEmpty
        ? `${location} is empty`
        : `${location} lacks migrations: ${pending.map((migration) => migration.name).join(', ')}`;
      throw new TgParserError('schema_outdated', lacks, {
        hint: isEmpty ? 'Run "tg-parser init".' : `Run "tg-parser db upgrade --db ${name}".`,
      });
    },
  };

  function migrationState(
    migration: { name: string; summary: string },
    checksum: string | null,
    row: AppliedMigration | undefined,
  ): MigrationState {
    return {
      database: name,
      name: migration.name,
      summary: migration.summary,
      status: statusOf(checksum, row),
      appliedAt: row?.appliedAt ?? null,
      checksum,
      appliedChecksum: row?.checksum ?? null,
    };
  }
}

function statusOf(checksum: string | null, row: AppliedMigration | undefined): MigrationState['status'] {
  if (row === undefined) {
    return 'pending';
  }
  if (checksum === null) {
    return 'unknown';
  }
  return row.isStarted ? 'started' : row.checksum === checksum ? 'applied' : 'edited';
}

/** The worst that is true. */
function conditionOf({
  rows,
  pending,
  unknown,
  edited,
}: {
  rows: ReadonlyMap<string, AppliedMigration> | null;
  pending: readonly string[];
  unknown: readonly string[];
  edited: readonly string[];
}): DatabaseState['condition'] {
  if (rows === null) {
    return 'without_history';
  }
  if (unknown.length > 0) {
    return 'newer';
  }
  if (edited.length > 0) {
    return 'edited';
  }
  if (rows.size === 0) {
    return 'empty';
  }
  if ([...rows.values()].some((row) => row.isStarted)) {
    return 'interrupted';
  }
  return pending.length > 0 ? 'outdated' : 'at_head';
}
