import type { Insertable, Selectable } from 'kysely';
import type { Source, SourceChange } from '../../../domain/source.ts';
import { decodeBoolean, decodeInstant, decodeNullableInstant } from '../decode-column.ts';
import type { SourcesTable } from '../schema/ingestion-schema.ts';

export function toSource(row: Selectable<SourcesTable>): Source {
  return {
    sourceId: row.source_id,
    channelId: row.channel_id,
    username: row.username,
    title: row.title,
    kind: row.kind,
    via: row.via,
    status: row.status,
    includeComments: decodeBoolean(row.include_comments),
    batchSize: row.batch_size,
    historyFrom: decodeNullableInstant(row.history_from),
    historyTo: decodeNullableInstant(row.history_to),
    pollInterval: row.poll_interval,
    exportPath: row.export_path,
    exportChat: row.export_chat,
    exportTimezone: row.export_timezone,
    rateLimitedUntil: decodeNullableInstant(row.rate_limited_until),
    statusCode: row.status_code,
    ownerId: row.owner_id,
    createdAt: decodeInstant(row.created_at),
    updatedAt: decodeInstant(row.updated_at),
  };
}

const columnOf = {
  channelId: 'channel_id',
  username: 'username',
  title: 'title',
  kind: 'kind',
  via: 'via',
  status: 'status',
  includeComments: 'include_comments',
  batchSize: 'batch_size',
  historyFrom: 'history_from',
  historyTo: 'history_to',
  pollInterval: 'poll_interval',
  exportPath: 'export_path',
  exportChat: 'export_chat',
  exportTimezone: 'export_timezone',
  rateLimitedUntil: 'rate_limited_until',
  statusCode: 'status_code',
  ownerId: 'owner_id',
} as const satisfies Record<keyof SourceChange, keyof SourcesTable>;

/** The columns of the passed fields only. */
export function toSourceColumns(change: SourceChange): Partial<Insertable<SourcesTable>> {
  const columns: Record<string, unknown> = {};
  for (const field of Object.keys(columnOf) as (keyof SourceChange)[]) {
    if (change[field] !== undefined) {
      columns[columnOf[field]] = change[field];
    }
  }
  if (change.username !== undefined) {
    columns.username_key = change.username?.toLowerCase() ?? null;
  }
  return columns;
}
