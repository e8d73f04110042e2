import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Migration } from './migration.ts';
import { migrationChecksum } from './migration-checksum.ts';
import type { MigrationEngine } from './migration-engine.ts';
import type { AppliedMigration } from './schema-version.ts';

/** Names of the applied migrations that run other statements today than when they were applied. */
export async function editedMigrations(
  engine: MigrationEngine,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
): Promise<string[]> {
  const edited: string[] = [];
  for (const migration of migrations) {
    const row = applied.get(migration.name);
    if (row && !row.isStarted && row.checksum !== (await migrationChecksum(engine, migration))) {
      edited.push(migration.name);
    }
  }
  return edited;
}

/** @throws TgParserError `schema_unknown` when an applied migration was edited: what follows was not made for that schema */
export async function refuseEdited(
  engine: MigrationEngine & { location: string },
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, AppliedMigration>,
): Promise<void> {
  const [name] = await editedMigrations(engine, migrations, applied);
  if (name !== undefined) {
    throw new TgParserError('schema_unknown', `${engine.location}: migration ${name} was edited after it was applied`, {
      hint: 'Use the tg-parser that made this database, or restore a backup. "tg-parser db check" says what differs.',
    });
  }
}
