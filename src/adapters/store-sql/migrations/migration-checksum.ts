import type { Dialect } from 'kysely';
import { sha256 } from '../../../lib/sha256.ts';
import type { ColumnTypes } from '../column-types.ts';
import type { Migration } from './migration.ts';
import { recordStatements } from './record-statements.ts';

/** Fingerprint of what `up` runs on this engine: it changes when an applied migration is edited in a way that matters. */
export async function migrationChecksum(
  { dialect, types }: { dialect: Dialect; types: ColumnTypes },
  migration: Migration,
): Promise<string> {
  const statements = await recordStatements(dialect, (database) => migration.up(database, types));
  // Statements without values keep the fingerprint that databases in use have.
  const texts = statements.map(({ sql, parameters }) =>
    parameters.length === 0 ? sql : `${sql} ${JSON.stringify(parameters)}`,
  );
  return sha256(texts.join(';\n'));
}
