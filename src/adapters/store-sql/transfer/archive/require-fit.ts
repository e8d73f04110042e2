import type { BackedUpDatabase, BackupManifest } from '../../../../domain/backup-manifest.ts';
import { TgParserError } from '../../../../domain/tg-parser-error.ts';
import type { EngineName } from '../../../../ports/databases.ts';
import { migrationChecksum } from '../../migrations/migration-checksum.ts';
import type { MigrationEngine } from '../../migrations/migration-engine.ts';
import { migrationsByDatabase } from '../../migrations/migrations-by-database.ts';

/** See `DatabaseArchives.requireFit`. */
export async function requireFit(
  engines: Record<EngineName, () => Promise<MigrationEngine>>,
  { program_version: version }: BackupManifest,
  { database, engine, migrations }: BackedUpDatabase,
): Promise<void> {
  const known = migrationsByDatabase[database];
  const head = known.at(-1)?.name;
  const newer = migrations.filter(({ name }) => known.every((migration) => migration.name !== name));
  if (newer.length > 0) {
    throw mismatch(
      `The backup of ${database} has migrations that this program does not know: ${newer.map(({ name }) => name).join(', ')}`,
      `Restore it with tg-parser ${version}, which made it, or a newer one.`,
    );
  }
  const missing = known.filter(({ name }) => migrations.every((migration) => migration.name !== name));
  if (missing.length > 0) {
    const last =
      migrations
        .map(({ name }) => name)
        .sort()
        .at(-1) ?? 'nothing';
    throw mismatch(
      `The backup of ${database} is at ${last}, this program at ${head}: it lacks ${missing.map(({ name }) => name).join(', ')}`,
      `Restore it with tg-parser ${version}, which made it, and then run "tg-parser db upgrade" with this one.`,
    );
  }
  for (const migration of known) {
    const backedUp = migrations.find(({ name }) => name === migration.name);
    if (backedUp?.checksum !== (await migrationChecksum(await engines[engine](), migration))) {
      throw mismatch(
        `The backup of ${database} was made with another migration ${migration.name} than this program has`,
        `Restore it with tg-parser ${version}, which made it.`,
      );
    }
  }
}

function mismatch(message: string, hint: string): TgParserError {
  return new TgParserError('archive_mismatch', message, { hint });
}
