import type { Instant } from '../domain/instant.ts';

export const databaseNames = ['ingestion', 'raw', 'processing'] as const;
export type DatabaseName = (typeof databaseNames)[number];

export interface MigrationState {
  database: DatabaseName;
  /** For example `0001_sources`. */
  name: string;
  /** One line: what it makes. */
  summary: string;
  appliedAt: Instant | null;
}

export interface DatabaseState {
  database: DatabaseName;
  /** Path of the file or name of the schema. */
  location: string;
  /** Name of the newest applied migration, null when the database is empty or missing. */
  current: string | null;
  head: string;
  pending: string[];
}

/** The schemas of the three databases and their histories. */
export interface Databases {
  state(database: DatabaseName): Promise<DatabaseState>;
  history(database: DatabaseName): Promise<MigrationState[]>;
  /**
   * Brings a database to head, creating it when it is missing. Returns the names of the migrations it applied: none when
   * it was at head already.
   * @throws TgParserError `schema_unknown`, `migration_failed`
   */
  upgrade(database: DatabaseName): Promise<string[]>;
}
