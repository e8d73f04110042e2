import { type CompiledQuery, type Dialect, DummyDriver, Kysely } from 'kysely';

/** The SQL that `work` would run, in order. Nothing is run. */
export async function recordStatements(
  dialect: Dialect,
  work: (database: Kysely<unknown>) => Promise<void>,
): Promise<string[]> {
  const statements: string[] = [];
  const recording: Dialect = {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver: () => new RecordingDriver(statements),
  };
  await work(new Kysely<unknown>({ dialect: recording }));
  return statements;
}

class RecordingDriver extends DummyDriver {
  readonly #statements: string[];

  constructor(statements: string[]) {
    super();
    this.#statements = statements;
  }

  override async acquireConnection() {
    const connection = await super.acquireConnection();
    return {
      executeQuery: async <Row>(query: CompiledQuery) => {
        this.#statements.push(query.sql);
        return { rows: [] as Row[] };
      },
      streamQuery: connection.streamQuery.bind(connection),
    };
  }
}
