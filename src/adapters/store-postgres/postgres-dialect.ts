import {
  type DatabaseMetadataOptions,
  type Dialect,
  DummyDriver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type TableMetadata,
} from 'kysely';
import { PostgresDriver } from './postgres-driver.ts';
import type { PostgresPool } from './postgres-pool.ts';

export interface PostgresDialectOptions {
  pool: PostgresPool;
  /** The only one that is seen by introspection. */
  schema: string;
  /** Told how many rows a statement inserted. Default nobody. */
  onInserted?: (rows: number) => void;
}

export function postgresDialect({ pool, schema, onInserted = () => {} }: PostgresDialectOptions): Dialect {
  return {
    ...compileOnlyPostgresDialect,
    createDriver: () => new PostgresDriver(pool, onInserted),
    createIntrospector: (database) => new SchemaIntrospector(database, schema),
  };
}

/** For working out SQL without a database. */
export const compileOnlyPostgresDialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (database) => new PostgresIntrospector(database),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

class SchemaIntrospector extends PostgresIntrospector {
  readonly #schema: string;

  // biome-ignore lint/suspicious/noExplicitAny: as Kysely declares it
  constructor(database: Kysely<any>, schema: string) {
    super(database);
    this.#schema = schema;
  }

  override async getTables(options?: DatabaseMetadataOptions): Promise<TableMetadata[]> {
    return (await super.getTables(options)).filter((table) => table.schema === this.#schema);
  }
}
