import type { Dialect } from 'kysely';
import type { DatabaseName, EngineName } from '../../../ports/databases.ts';
import type { ColumnTypes } from '../column-types.ts';

/** What is known of an engine without any database: enough to work out the SQL of a migration. */
export interface MigrationEngine {
  engine: EngineName;
  /** Compiles; is never asked to connect. */
  dialect: Dialect;
  types: ColumnTypes;
  script: ScriptSyntax;
}

/** What differs between the scripts of `db upgrade --sql`. */
export interface ScriptSyntax {
  /** How to run the script, for its first comment. */
  usage: string;
  /** Takes the write lock, as `write` does. */
  begin: string;
  /** The current moment as the engine's own `instant`. */
  now: string;
  /** Statements at the head of the script of a database. */
  opening(database: DatabaseName): readonly string[];
}
