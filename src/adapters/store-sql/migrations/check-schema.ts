import type { SchemaProblem } from '../../../ports/databases.ts';
import { compareSchemas } from './compare-schemas.ts';
import { editedMigrations } from './edited-migrations.ts';
import type { LiveSchema } from './live-schema.ts';
import type { Migration } from './migration.ts';
import { unknownMigrations } from './pending-migrations.ts';
import { liveSchemaOf, schemaAt } from './schema-at.ts';
import type { HistoryTarget } from './schema-history.ts';
import { type AppliedMigration, readSchemaVersion } from './schema-version.ts';

/**
 * Everything about a database that is not as this program would make it. The live schema is compared with what the applied
 * migrations make, so that what is merely pending is said once.
 */
export async function checkSchema(target: HistoryTarget, migrations: readonly Migration[]): Promise<SchemaProblem[]> {
  const applied = target.exists() ? await target.read(readSchemaVersion) : new Map<string, AppliedMigration>();
  const live = await liveSchemaOf(target);
  if (applied === null) {
    return checkWithoutHistory(target, migrations, live);
  }
  const started = migrations.filter(({ name }) => applied.get(name)?.isStarted === true);
  const unknown = unknownMigrations(migrations, applied);
  const problems: SchemaProblem[] = [
    ...unknown.map((name) => problem('unknown', name, `migration ${name} is none of this program: a newer one made it`)),
    ...(await editedMigrations(target, migrations, applied)).map((name) =>
      problem('edited', name, `migration ${name} was edited after it was applied`),
    ),
    ...started.map(({ name }) => problem('interrupted', name, `migration ${name} was begun and not finished`)),
  ];
  // What a newer program made, or half of a step, is in no schema that this program could build.
  const isComparable = unknown.length === 0 && started.length === 0;
  const { fitting, differences } = isComparable
    ? await compareWithHistory(target, migrations, applied, live)
    : { fitting: null, differences: [] };
  for (const [index, { name }] of migrations.entries()) {
    const isMade = fitting === null ? applied.has(name) : index < fitting;
    if (isMade && !applied.has(name)) {
      problems.push(missingRow(name));
    } else if (!isMade && applied.has(name)) {
      problems.push(
        problem('unfounded_row', name, `migration ${name}: its row is in schema_version, what it makes is not there`),
      );
    } else if (!isMade) {
      problems.push(problem('pending', name, `migration ${name} is pending`));
    }
  }
  return [...problems, ...differences.map((line) => problem('difference', null, line))];
}

/**
 * The schema may be that of another point of the history than the rows tell.
 *
 * @returns how many migrations, from the first, make the schema that is there, when the rows say otherwise; else the differences
 */
async function compareWithHistory(
  target: HistoryTarget,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
  live: LiveSchema,
): Promise<{ fitting: number | null; differences: string[] }> {
  // A row may be missing between others: later migrations build on what its migration makes, so none can be left out.
  const told = migrations.slice(0, 1 + migrations.findLastIndex(({ name }) => applied.has(name)));
  const isWhole = told.every(({ name }) => applied.has(name));
  const differences = compareSchemas(await schemaAt(target, told), live);
  const fitting = differences.length === 0 && isWhole ? null : await fittingCount(target, migrations, live);
  return { fitting, differences: fitting === null ? differences : [] };
}

async function fittingCount(target: HistoryTarget, migrations: readonly Migration[], live: LiveSchema): Promise<number | null> {
  for (let count = migrations.length; count >= 0; count -= 1) {
    if (compareSchemas(await schemaAt(target, migrations.slice(0, count)), live).length === 0) {
      return count;
    }
  }
  return null;
}

async function checkWithoutHistory(
  target: HistoryTarget,
  migrations: readonly Migration[],
  live: LiveSchema,
): Promise<SchemaProblem[]> {
  const fitting = await fittingCount(target, migrations, live);
  if (fitting !== null) {
    return migrations.slice(0, fitting).map(({ name }) => missingRow(name));
  }
  const head = await schemaAt(target, migrations);
  const names = new Set(head.tables.map(({ name }) => name));
  const isOurs = live.tables.some(({ name }) => names.has(name));
  return [
    problem('without_history', null, isOurs ? 'it has no history' : 'it has no history, and no table of tg-parser'),
    ...(isOurs ? compareSchemas(head, live).map((line) => problem('difference', null, line)) : []),
  ];
}

function missingRow(name: string): SchemaProblem {
  return problem('missing_row', name, `migration ${name}: what it makes is there, its row in schema_version is not`);
}

function problem(kind: SchemaProblem['kind'], migration: string | null, message: string): SchemaProblem {
  return { kind, migration, message };
}
