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
    ...unknown.map((name) => problem('unknown', `migration ${name} is none of this program: a newer one made it`)),
    ...(await editedMigrations(target, migrations, applied)).map((name) =>
      problem('edited', `migration ${name} was edited after it was applied`),
    ),
    ...started.map(({ name }) => problem('interrupted', `migration ${name} was begun and not finished`)),
  ];
  // What a newer program made, or half of a step, is in no schema that this program could build.
  const isComparable = unknown.length === 0 && started.length === 0;
  const { missing, differences } = isComparable
    ? await compareWithHistory(target, migrations, applied, live)
    : { missing: new Set<string>(), differences: [] };
  for (const { name } of migrations.filter((migration) => !applied.has(migration.name))) {
    problems.push(
      missing.has(name)
        ? problem('missing_row', `migration ${name}: what it makes is there, its row in schema_version is not`)
        : problem('pending', `migration ${name} is pending`),
    );
  }
  return [...problems, ...differences.map((line) => problem('difference', line))];
}

async function compareWithHistory(
  target: HistoryTarget,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
  live: LiveSchema,
): Promise<{ missing: Set<string>; differences: string[] }> {
  const isApplied = ({ name }: Migration) => applied.has(name);
  const differences = compareSchemas(await schemaAt(target, migrations.filter(isApplied)), live);
  if (differences.length === 0) {
    return { missing: new Set(), differences };
  }
  // Rows may be missing of migrations that did run: then the schema is that of a later point of the history.
  for (let count = migrations.length; count > 0; count -= 1) {
    const candidate = migrations.slice(0, count);
    const lacking = candidate.filter((migration) => !isApplied(migration));
    if (lacking.length > 0 && compareSchemas(await schemaAt(target, candidate), live).length === 0) {
      return { missing: new Set(lacking.map(({ name }) => name)), differences: [] };
    }
  }
  return { missing: new Set(), differences };
}

async function checkWithoutHistory(
  target: HistoryTarget,
  migrations: readonly Migration[],
  live: LiveSchema,
): Promise<SchemaProblem[]> {
  for (let count = migrations.length; count > 0; count -= 1) {
    const candidate = migrations.slice(0, count);
    if (compareSchemas(await schemaAt(target, candidate), live).length === 0) {
      return candidate.map(({ name }) =>
        problem('missing_row', `migration ${name}: what it makes is there, its row in schema_version is not`),
      );
    }
  }
  const head = await schemaAt(target, migrations);
  const names = new Set(head.tables.map(({ name }) => name));
  const isOurs = live.tables.some(({ name }) => names.has(name));
  return [
    problem('without_history', isOurs ? 'it has no history' : 'it has no history, and no table of tg-parser'),
    ...(isOurs ? compareSchemas(head, live).map((line) => problem('difference', line)) : []),
  ];
}

function problem(kind: SchemaProblem['kind'], message: string): SchemaProblem {
  return { kind, message };
}
