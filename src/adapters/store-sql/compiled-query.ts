import type { Compilable, CompiledQuery, Kysely } from 'kysely';

/** Stands in a query for a value that is only known when it runs. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/**
 * Compiles a query of many values once for each shape and runs it with other values from then on: for a thousand values the
 * builder takes longer than the database.
 *
 * @param build gets the values, or placeholders for them, and uses each as it is: no conversion, no condition on them
 */
export function compiledQuery<Schema, Row>(
  build: (database: Kysely<Schema>, values: unknown[]) => Compilable<Row>,
): (database: Kysely<Schema>, values: unknown[]) => Promise<Row[]> {
  const compiledByLength = new Map<number, CompiledQuery<Row>>();
  return async (database, values) => {
    let compiled = compiledByLength.get(values.length);
    if (!compiled) {
      compiled = build(
        database,
        values.map((_, index) => new Slot(index)),
      ).compile();
      compiledByLength.set(values.length, compiled);
    }
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Slot ? values[parameter.index] : parameter,
    );
    const { rows } = await database.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}
