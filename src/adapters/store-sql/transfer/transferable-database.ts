import type { Kysely } from 'kysely';
import type { EngineName } from '../../../ports/databases.ts';
import type { LiveSchema } from '../migrations/live-schema.ts';

/** A row as the engine's driver gives it. */
export type Row = Record<string, unknown>;
/** Tables that are only known when the program runs. */
export type AnySchema = Record<string, Row>;

/** What copies, backups and restores ask of a database beside reading and writing: the little in which engines differ. */
export interface TransferableDatabase {
  engine: EngineName;
  /** Path of the file or name of the schema, for messages. */
  location: string;
  /** Tells this database from every other one. Holds no secret. */
  identity: string;
  /** False for a file that would be made by looking into it. */
  exists(): boolean;
  /**
   * One state of a database at head, on a connection of its own: what others write meanwhile is neither seen nor held back.
   *
   * @throws TgParserError `schema_outdated`, `schema_unknown`
   */
  snapshot<Result>(work: (database: Kysely<AnySchema>) => Promise<Result>): Promise<Result>;
  /** Whatever its schema is, each query for itself. Not to be called for what does not exist. */
  look<Result>(work: (database: Kysely<AnySchema>) => Promise<Result>): Promise<Result>;
  readSchema(database: Kysely<AnySchema>): Promise<LiveSchema>;
  /**
   * Puts what `work` writes into empty tables at head in the place of everything that is there. When `work` throws, or the process
   * dies, all is as it was before.
   */
  replace(work: (database: Kysely<AnySchema>) => Promise<void>): Promise<void>;
  /** Called after many rows were written. */
  settle(): Promise<void>;
  /** A text that is kept with the database and apart from its tables; null when there is none. */
  readNote(): Promise<string | null>;
  writeNote(text: string | null): Promise<void>;
}
