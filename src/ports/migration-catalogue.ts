import type { DatabaseName, EngineName } from './databases.ts';

export interface ScriptRequest {
  database: DatabaseName;
  engine: EngineName;
  /** Default head. */
  revision?: string;
  /** Names of the migrations that the database has. Default none. */
  applied?: readonly string[];
}

export interface MigrationFinding {
  database: DatabaseName;
  migration: string;
  /** An error breaks a database with rows in it, or loses data without a word; a warning is to be weighed. */
  severity: 'error' | 'warning';
  /** One line. */
  message: string;
}

/** The migrations that the program carries, apart from any database. */
export interface MigrationCatalogue {
  /**
   * The statements of an upgrade as a script, with the rows of the history.
   * @throws TgParserError `usage_invalid` when the revision is none
   */
  script(request: ScriptRequest): Promise<string>;
  /** What should be thought about before these migrations meet data. */
  lint(): Promise<MigrationFinding[]>;
}
