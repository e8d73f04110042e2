import type { Instant } from '../domain/instant.ts';

export const databaseNames = ['ingestion', 'raw', 'processing'] as const;
export type DatabaseName = (typeof databaseNames)[number];

export const engineNames = ['sqlite', 'postgresql'] as const;
export type EngineName = (typeof engineNames)[number];

export interface MigrationState {
  database: DatabaseName;
  /** For example `0001_sources`. */
  name: string;
  /** One line: what it makes. Empty when the program does not know the migration. */
  summary: string;
  /** `started` was begun without a transaction and not finished; `edited` ran other statements than it has today. */
  status: 'applied' | 'pending' | 'started' | 'edited' | 'unknown';
  appliedAt: Instant | null;
  /** Of the statements as this program has them; null when it does not know the migration. */
  checksum: string | null;
  /** As the database has it. */
  appliedChecksum: string | null;
}

/**
 * How a database's history stands to this program. `interrupted`: a step without a transaction waits to be finished. `newer`:
 * holds migrations that the program does not know. `edited`: an applied migration is another one today. `without_history`: tables
 * and not one row about them.
 */
export type DatabaseCondition = 'empty' | 'at_head' | 'outdated' | 'interrupted' | 'newer' | 'edited' | 'without_history';

export interface DatabaseState {
  database: DatabaseName;
  /** Path of the file or name of the schema. */
  location: string;
  engine: EngineName;
  condition: DatabaseCondition;
  /** Name of the newest applied migration, null when there is none. */
  current: string | null;
  head: string;
  pending: string[];
  /** Names that make the condition `newer` or `edited`. */
  unknown: string[];
  edited: string[];
}

/** One way in which a database is not as it should be. */
export interface SchemaProblem {
  /** Null when it is about the schema, or the history as a whole. */
  migration: string | null;
  kind: 'pending' | 'interrupted' | 'edited' | 'unknown' | 'missing_row' | 'unfounded_row' | 'without_history' | 'difference';
  /** One line that names the migration, table, column, index or constraint. */
  message: string;
}

export interface UpgradePlan {
  database: DatabaseName;
  location: string;
  /** The migrations that would run, in order. */
  migrations: { name: string; summary: string; destructive: boolean }[];
}

/** What is deleted when migrations are undone. */
export interface DowngradePlan {
  database: DatabaseName;
  location: string;
  /** Names of the migrations that would be undone, newest first. */
  migrations: string[];
  /** Tables with the rows in them, and columns with the rows that have a value. */
  losses: { table: string; column: string | null; rows: number }[];
}

export interface StampPlan {
  database: DatabaseName;
  location: string;
  /** Names whose row would be written, and whose row would be deleted. */
  written: string[];
  deleted: string[];
  /** How the schema that is there differs from what the history would say. */
  differences: string[];
}

/** Who changes a schema at the moment. */
export interface UpgradeOwner {
  pid: number;
  host: string;
  startedAt: Instant;
}

/** Told about while schemas change. */
export interface MigrationObserver {
  onWaiting?: (event: { location: string; owner: UpgradeOwner }) => void;
  /** A copy was made before something was deleted. */
  onBackup?: (event: { location: string; path: string }) => void;
}

export interface ChangeOptions {
  /** `head`, `base`, a migration's name, a unique prefix, its number; when undoing also `-N` steps. */
  revision?: string;
  observer?: MigrationObserver;
  /** Ends a wait for others with `interrupted`. A migration that has begun is finished, and no other begins. */
  signal?: AbortSignal | undefined;
}

/** The schemas of the three databases and their histories. A `revision` that is none throws TgParserError `usage_invalid`. */
export interface Databases {
  /** Never fails because of what the history says. */
  state(database: DatabaseName): Promise<DatabaseState>;
  history(database: DatabaseName): Promise<MigrationState[]>;
  /** @throws TgParserError `schema_unknown` */
  planUpgrade(database: DatabaseName, revision?: string): Promise<UpgradePlan>;
  /**
   * Brings a database to head, or to an earlier migration, creating it when it is missing. Returns the names of the migrations it
   * applied: none when it was there already.
   * @throws TgParserError `schema_unknown`, `migration_failed`, `interrupted`
   */
  upgrade(database: DatabaseName, options?: ChangeOptions): Promise<string[]>;
  /** @throws TgParserError `schema_unknown` */
  planDowngrade(database: DatabaseName, revision: string): Promise<DowngradePlan>;
  /**
   * Undoes migrations, newest first, after a backup where the engine can. Returns their names.
   * @throws TgParserError `schema_unknown`, `migration_failed`, `interrupted`
   */
  downgrade(database: DatabaseName, revision: string, options?: Omit<ChangeOptions, 'revision'>): Promise<string[]>;
  /** @throws TgParserError `usage_invalid` when the database is empty */
  planStamp(database: DatabaseName, revision: string): Promise<StampPlan>;
  /** Rewrites the history to a revision without running anything. */
  stamp(database: DatabaseName, revision: string): Promise<void>;
  /** Compares history and live schema with what this program would make. Empty when all is well. */
  check(database: DatabaseName): Promise<SchemaProblem[]>;
}
