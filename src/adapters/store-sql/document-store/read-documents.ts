import type { ProcessedDocument } from '../../../domain/processed-document.ts';
import type { DocumentFilter } from '../../../ports/document-store.ts';
import { decodeJson } from '../decode-column.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

/** The columns decide over the record: duplicates are settled after it was written. */
export function toDocument(row: { duplicate_of: string | null; record: unknown }): ProcessedDocument {
  const document = decodeJson<ProcessedDocument>(row.record);
  document.duplicate_of = row.duplicate_of;
  return document;
}

/** By `source_ref` ascending as plain text. */
export async function* readDocumentPages(
  database: SqlDatabase<ProcessingSchema>,
  channelId: string,
  { pageSize, from, to, after: start = '' }: DocumentFilter & { pageSize: number; after?: string | undefined },
): AsyncGenerator<ProcessedDocument[]> {
  for (let after: string | undefined = start; after !== undefined; ) {
    const rows = await database.read((reader) => {
      let page = reader
        .selectFrom('documents')
        .select(['source_ref', 'duplicate_of', 'record'])
        .where('channel_id', '=', channelId)
        .where('source_ref', '>', after as string);
      page = from === undefined ? page : page.where('date', '>=', from);
      page = to === undefined ? page : page.where('date', '<=', to);
      return page.orderBy('source_ref').limit(pageSize).execute();
    });
    if (rows.length > 0) {
      yield rows.map(toDocument);
    }
    after = rows.length < pageSize ? undefined : rows.at(-1)?.source_ref;
  }
}

/** Posts first, message ids ascending. */
export async function* readDocumentPagesInOrder(
  database: SqlDatabase<ProcessingSchema>,
  channelId: string,
  { pageSize }: { pageSize: number },
): AsyncGenerator<ProcessedDocument[]> {
  for (const space of [0, 1] as const) {
    for (let after: number | undefined = Number.MIN_SAFE_INTEGER; after !== undefined; ) {
      const rows = await database.read((reader) =>
        reader
          .selectFrom('documents')
          .select(['message_id', 'duplicate_of', 'record'])
          .where('channel_id', '=', channelId)
          .where('space', '=', space)
          .where('message_id', '>', after as number)
          .orderBy('message_id')
          .limit(pageSize)
          .execute(),
      );
      if (rows.length > 0) {
        yield rows.map(toDocument);
      }
      after = rows.length < pageSize ? undefined : rows.at(-1)?.message_id;
    }
  }
}
