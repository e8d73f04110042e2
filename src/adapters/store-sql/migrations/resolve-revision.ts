import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Migration } from './migration.ts';

/**
 * How many migrations, from the first, are applied at a revision: `head`, `base`, a migration's name, a prefix that only one has,
 * or its number.
 *
 * @throws TgParserError `usage_invalid`
 */
export function resolveRevision(migrations: readonly Migration[], revision: string): number {
  if (revision === 'head') {
    return migrations.length;
  }
  if (revision === 'base') {
    return 0;
  }
  const exact = migrations.findIndex(({ name }) => name === revision);
  if (exact !== -1) {
    return exact + 1;
  }
  const found = migrations.filter(({ name }) => isMeant(name, revision));
  if (found.length !== 1) {
    const problem = found.length === 0 ? 'There is no migration' : 'Several migrations begin with';
    throw new TgParserError('usage_invalid', `${problem} "${revision}"`, {
      hint: `Known here: base, ${migrations.map(({ name }) => name).join(', ')} (head).`,
    });
  }
  return migrations.indexOf(found[0] as Migration) + 1;
}

/** A number stands for itself, with or without its zeros, never for the beginning of a longer one. */
function isMeant(name: string, revision: string): boolean {
  return /^\d+$/.test(revision)
    ? Number(name.slice(0, name.indexOf('_'))) === Number(revision)
    : revision !== '' && name.startsWith(revision);
}

/**
 * How many migrations, from the first, stay applied after a downgrade: to a revision, or by `-N` steps from where the database is.
 *
 * @param applied names of the applied ones
 * @throws TgParserError `usage_invalid`
 */
export function resolveDowngrade(migrations: readonly Migration[], applied: ReadonlySet<string>, revision: string): number {
  const steps = /^-(\d+)$/.exec(revision)?.[1];
  if (steps === undefined) {
    return resolveRevision(migrations, revision);
  }
  const positions = migrations.flatMap(({ name }, index) => (applied.has(name) ? [index] : []));
  const keep = Number(steps) === 0 ? undefined : positions.at(-Number(steps));
  if (keep === undefined) {
    throw new TgParserError('usage_invalid', `There are no ${steps} steps back: ${positions.length} migrations are applied`, {
      hint: 'Give a smaller number, a migration\'s name, or "base" to undo all.',
    });
  }
  return keep;
}
