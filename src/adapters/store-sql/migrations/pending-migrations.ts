import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Migration } from './migration.ts';
import type { AppliedMigration } from './schema-version.ts';

/**
 * The migrations that are not applied yet, or not to the end, in the order in which they run.
 *
 * @param applied null when the database holds tables and no version table
 * @throws TgParserError `schema_unknown` when the history holds what this program does not know
 */
export function pendingMigrations(
  location: string,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration> | null,
): Migration[] {
  if (applied === null) {
    throw new TgParserError('schema_unknown', `${location} holds tables and no history of them`, {
      hint: 'If tg-parser made it, "tg-parser db check" compares its tables. If not, point the setting of this database elsewhere.',
    });
  }
  const unknown = unknownMigrations(migrations, applied);
  if (unknown.length > 0) {
    throw new TgParserError(
      'schema_unknown',
      `${location} has migrations that this program does not know: ${unknown.join(', ')}`,
      {
        hint: 'It was written by a newer tg-parser. Use that version, or restore a backup made by this one.',
      },
    );
  }
  return migrations.filter(({ name }) => applied.get(name)?.isStarted !== false);
}

/** Names in the history that are none of the program's. */
export function unknownMigrations(migrations: readonly Migration[], applied: ReadonlyMap<string, AppliedMigration>): string[] {
  const known = new Set(migrations.map((migration) => migration.name));
  return [...applied.keys()].filter((name) => !known.has(name)).sort();
}
