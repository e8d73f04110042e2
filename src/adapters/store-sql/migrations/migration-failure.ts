import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { Migration } from './migration.ts';

/**
 * What a migration threw, as an error that names it. A full disk or a damaged file is named as such; only what the migration
 * itself did wrong is its failure.
 */
export function migrationFailure(
  location: string,
  migration: Migration,
  direction: 'up' | 'down',
  cause: unknown,
): TgParserError {
  if (cause instanceof TgParserError && cause.code !== 'storage_failed') {
    return cause;
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  const what = direction === 'up' ? 'failed' : 'could not be undone';
  return new TgParserError('migration_failed', `${location}: migration ${migration.name} ${what}: ${reason}`, {
    hint:
      migration.transaction === false
        ? 'It runs without a transaction: once the reason is gone, the same command finishes it.'
        : 'Nothing of it was applied; the database is as it was before. "tg-parser db check" says what is in it.',
    cause,
  });
}
