import type { Insertable } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { RawMessage } from '../../../domain/raw-message.ts';
import type { MessageSpace } from '../../../domain/source-ref.ts';
import type { MessagePlace } from '../../../ports/raw-store.ts';
import type { MessagesTable, MessageVersionsTable } from '../schema/raw-schema.ts';
import { encodeSpace } from '../space-code.ts';
import { authorKey } from './author-key.ts';

export const messageColumns = [
  'channel_id',
  'space',
  'message_id',
  'sequence',
  'is_service',
  'date',
  'parent_id',
  'thread_id',
  'forum_topic_id',
  'forum_topic_title',
  'album_id',
  'album_key',
  'has_text',
  'author_id',
  'current_version',
] as const satisfies (keyof MessagesTable)[];

export function toMessageRow(
  { channelId, sequence, record }: { channelId: string; sequence: number; record: RawMessage },
  place: MessagePlace,
): Insertable<MessagesTable> {
  return {
    channel_id: channelId,
    space: encodeSpace(place.space),
    message_id: place.messageId,
    sequence,
    is_service: place.isService,
    date: place.date,
    parent_id: place.parentId,
    thread_id: place.threadId,
    forum_topic_id: place.forumTopicId,
    forum_topic_title: place.forumTopicTitle,
    album_id: place.albumId,
    album_key: place.albumKey,
    has_text: place.hasText,
    author_id: authorKey(record),
    current_version: 0,
  };
}

export const versionColumns = [
  'channel_id',
  'space',
  'message_id',
  'version',
  'digest',
  'edited_at',
  'seen_at',
  'changed_fields',
  'record',
  'raw_payload',
] as const satisfies (keyof MessageVersionsTable)[];

export interface SeenVersion {
  space: MessageSpace;
  messageId: number;
  version: number;
  digest: string;
  record: RawMessage;
  /** Null for the first snapshot. */
  changedFields: string[] | null;
}

export function toVersionRow(channelId: string, seen: SeenVersion, at: Instant): Insertable<MessageVersionsTable> {
  const { record } = seen;
  return {
    channel_id: channelId,
    space: encodeSpace(seen.space),
    message_id: seen.messageId,
    version: seen.version,
    digest: seen.digest,
    edited_at: record.edited_at ?? null,
    seen_at: at,
    changed_fields: seen.changedFields && JSON.stringify(seen.changedFields),
    record: stringifyWithoutPayload(record),
    raw_payload: record.raw_payload === undefined ? null : JSON.stringify(record.raw_payload),
  };
}

/** Without a copy: on the way of every message that is the dearest part of storing it. */
function stringifyWithoutPayload(record: RawMessage): string {
  const { raw_payload } = record;
  record.raw_payload = undefined;
  const json = JSON.stringify(record);
  record.raw_payload = raw_payload;
  return json;
}
