import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Instant } from '../../../domain/instant.ts';
import type { RawMessage } from '../../../domain/raw-message.ts';
import type { StoredRawMessage } from '../../../ports/raw-store.ts';
import { decodeJson } from '../decode-column.ts';
import type { RawSchema } from '../schema/raw-schema.ts';
import { decodeSpace } from '../space-code.ts';

/** What a stored message is put together from. */
export interface MessageRow {
  space: 0 | 1;
  message_id: number;
  parent_id: number | null;
  thread_id: number;
  forum_topic_id: number | null;
  album_id: number | null;
  current_version: number;
  /** Of the opening message of the forum topic; null when it is not known. */
  topic_title: string | null;
  digest: string;
  record: unknown;
  raw_payload?: unknown;
}

type MessageTables = RawSchema & { version: RawSchema['message_versions'] };

/**
 * Messages of a channel with their current version and the title of their forum topic; the payload is not read. The title is looked
 * up for each message: of a join PostgreSQL, while it has no statistics, makes a walk through the whole channel for each message.
 */
export function selectMessages(
  database: Kysely<RawSchema>,
  channelId: string,
): SelectQueryBuilder<MessageTables, 'messages' | 'version', MessageRow> {
  return database
    .selectFrom('messages')
    .innerJoin('message_versions as version', (join) =>
      join
        .onRef('version.channel_id', '=', 'messages.channel_id')
        .onRef('version.space', '=', 'messages.space')
        .onRef('version.message_id', '=', 'messages.message_id')
        .onRef('version.version', '=', 'messages.current_version'),
    )
    .select(({ selectFrom }) => [
      selectFrom('messages as opener')
        .select('opener.forum_topic_title')
        .whereRef('opener.channel_id', '=', 'messages.channel_id')
        .whereRef('opener.space', '=', 'messages.space')
        .whereRef('opener.message_id', '=', 'messages.forum_topic_id')
        .as('topic_title'),
      'messages.space',
      'messages.message_id',
      'messages.parent_id',
      'messages.thread_id',
      'messages.forum_topic_id',
      'messages.album_id',
      'messages.current_version',
      'version.digest',
      'version.record',
    ])
    .where('messages.channel_id', '=', channelId) as unknown as SelectQueryBuilder<
    MessageTables,
    'messages' | 'version',
    MessageRow
  >;
}

/** The record as later steps see it: with the fields that depend on other messages. */
export function toStoredMessage(row: MessageRow): StoredRawMessage {
  const message = decodeJson<RawMessage>(row.record);
  message.thread_id = String(row.thread_id);
  if (row.parent_id !== null) {
    message.parent_message_id = String(row.parent_id);
  }
  if (row.album_id !== null) {
    message.album_id = String(row.album_id);
  } else if (message.album_id !== undefined) {
    delete message.album_id;
  }
  if (row.forum_topic_id !== null) {
    const title = row.topic_title;
    message.forum_topic = { id: String(row.forum_topic_id), ...(title ? { title } : {}) };
  }
  if (row.raw_payload !== undefined && row.raw_payload !== null) {
    message.raw_payload = decodeJson(row.raw_payload);
  }
  return {
    message,
    space: decodeSpace(row.space),
    messageId: row.message_id,
    digest: row.digest,
    version: row.current_version,
  };
}

export interface ReadOptions {
  pageSize: number;
  withPayload: boolean;
  from?: Instant;
  to?: Instant;
}
