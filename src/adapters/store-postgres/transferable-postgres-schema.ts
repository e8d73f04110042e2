import { type Kysely, sql } from 'kysely';
import { transferTables } from '../store-sql/transfer/transfer-table.ts';
import type { AnySchema, TransferableDatabase } from '../store-sql/transfer/transferable-database.ts';
import { readPostgresSchema } from './read-postgres-schema.ts';
import { refreshStatistics } from './refresh-statistics.ts';

export interface TransferablePostgresSchemaOptions {
  /** Name of the schema. */
  name: string;
  location: string;
  /** `database tg_parser at localhost:5432` */
  place: string;
  database: Kysely<AnySchema>;
  /** Refuses a schema that is not at head. */
  requireHead(): Promise<void>;
  upgrade(): Promise<unknown>;
}

/**
 * Copies, backups and restores of a schema. What is noted about it is the comment of its version table: it goes with a dump, and
 * who may change the tables may change it.
 */
export function transferablePostgresSchema({
  name,
  location,
  place,
  database,
  requireHead,
  upgrade,
}: TransferablePostgresSchemaOptions): TransferableDatabase {
  const readSchema: TransferableDatabase['readSchema'] = (connection) =>
    readPostgresSchema(connection as unknown as Kysely<unknown>, name);

  async function writeNote(connection: Kysely<AnySchema>, text: string | null): Promise<void> {
    await sql`comment on table ${sql.id(name, 'schema_version')} is ${text === null ? sql`null` : sql.lit(text)}`.execute(
      connection,
    );
  }

  /** A help, and no more: what was written is written. */
  const settle = () => refreshStatistics(database, name).catch(() => {});

  return {
    engine: 'postgresql',
    location,
    identity: `${place}, schema ${name}`,
    exists: () => true,

    async snapshot(work) {
      await requireHead();
      return database.connection().execute(async (connection) => {
        await sql`begin isolation level repeatable read read only`.execute(connection);
        try {
          // Between two pages the other side may be busy for as long as it takes.
          await sql`set local idle_in_transaction_session_timeout = 0`.execute(connection);
          await sql`set local statement_timeout = 0`.execute(connection);
          return await work(connection.withSchema(name));
        } finally {
          await sql`rollback`.execute(connection).catch(() => {});
        }
      });
    },

    look: (work) => work(database),

    readSchema,

    async replace(work) {
      await upgrade();
      await database.transaction().execute(async (transaction) => {
        await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
        await sql`set local statement_timeout = 0`.execute(transaction);
        for (const table of transferTables(await readSchema(transaction)).toReversed()) {
          await transaction.deleteFrom(table.name).execute();
        }
        await work(transaction);
        await writeNote(transaction, null);
      });
      await settle();
    },

    settle,

    async readNote() {
      const { rows } = await sql<{ note: string | null }>`
        select obj_description(to_regclass(${`"${name}".schema_version`}), 'pg_class') as note`.execute(database);
      return rows[0]?.note ?? null;
    },

    writeNote: (text) => writeNote(database, text),
  };
}
