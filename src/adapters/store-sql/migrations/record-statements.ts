import { type CompiledQuery, type Dialect, DummyDriver, Kysely } from 'kysely';

export interface RecordedStatement {
  sql: string;
  parameters: readonly unknown[];
}

/** The SQL that `work` would run, in order. Nothing is run; what it reads is empty. */
export async function recordStatements(
  dialect: Dialect,
  work: (database: Kysely<unknown>) => Promise<void>,
): Promise<RecordedStatement[]> {
  const statements: RecordedStatement[] = [];
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
  readonly #statements: RecordedStatement[];

  constructor(statements: RecordedStatement[]) {
    super();
    this.#statements = statements;
  }

  override async acquireConnection() {
    const connection = await super.acquireConnection();
    return {
      executeQuery: async <Row>({ sql, parameters }: CompiledQuery) => {
        this.#statements.push({ sql, parameters });
        return { rows: [] as Row[] };
      },
      streamQuery: connection.streamQuery.bind(connection),
    };
  }
}
