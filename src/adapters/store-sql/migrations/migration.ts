import type { Kysely } from 'kysely';
import type { ColumnTypes } from '../column-types.ts';

/**
 * One step of a database's history. An applied one is never edited: its checksum is stored with it. Migrations do not see the
 * schema types of the stores, which describe head.
 */
export interface Migration {
  /** `NNNN_<what>`, equal to the file's name. */
  name: string;
  /** One line: what it makes. */
  summary: string;
  /**
   * False for a step that an engine refuses inside a transaction. It must be repeatable: after a kill it runs again from its
   * start, `up` and `down` alike, on what the killed run left.
   */
  transaction?: false;
  /** True when `up` deletes something: the database is backed up before, where the engine can. */
  destructive?: true;
  up(database: Kysely<unknown>, types: ColumnTypes): Promise<void>;
  down(database: Kysely<unknown>, types: ColumnTypes): Promise<void>;
}
