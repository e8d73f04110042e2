import type { Transaction } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { SourceChange } from '../../../domain/source.ts';
import type { IngestionSchema } from '../schema/ingestion-schema.ts';

/** Adds a username or title to the history when it differs from the last one. */
export async function rememberNames(
  transaction: Transaction<IngestionSchema>,
  { sourceId, names }: { sourceId: string; names: Pick<SourceChange, 'username' | 'title'> },
  at: Instant,
): Promise<void> {
  for (const attribute of ['username', 'title'] as const) {
    const value = names[attribute];
    const last = await transaction
      .selectFrom('source_names')
      .select(['position', 'value'])
      .where('source_id', '=', sourceId)
      .where('attribute', '=', attribute)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (value !== null && value !== undefined && value !== last?.value) {
      await transaction
        .insertInto('source_names')
        .values({ source_id: sourceId, attribute, position: (last?.position ?? 0) + 1, value, first_seen_at: at })
        .execute();
    }
  }
}
