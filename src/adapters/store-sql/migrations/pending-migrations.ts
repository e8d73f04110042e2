import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Migration } from './migration.ts';
import type { AppliedMigration } from './schema-version.ts';

/**
 * The migrations that are not applied yet, in the order in which they run.
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
    throw new TgParserError('schema_unknown', `${location} holds tables that tg-parser did not make`, {
      hint: 'Point the setting of this database at another file or database; this one is left as it is.',
    });
  }
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name)).sort();
  if (unknown.length > 0) {
    throw new TgParserError(
      'schema_unknown',
      `${location} has migrations that this program does not know: ${unknown.join(', ')}`,
      {
        hint: 'It was written by a newer tg-parser. Use that version, or restore a backup made by this one.',
      },
    );
  }
  return migrations.filter((migration) => !applied.has(migration.name));
}
