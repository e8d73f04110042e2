import type {
  BooleanColumn,
  InstantColumn,
  JsonColumn,
  NullableInstantColumn,
  NullableJsonColumn,
  SpaceColumn,
} from './column-kinds.ts';

export interface ChannelsTable {
  channel_id: string;
  /** Highest sequence given to a message of the channel; 0 before the first. */
  last_sequence: number;
}

/** Where a message stands and which version is current. Narrow on purpose: counting and threading never read the records. */
export interface MessagesTable {
  channel_id: string;
  space: SpaceColumn;
  message_id: number;
  sequence: number;
  is_service: BooleanColumn;
  date: InstantColumn;
  parent_id: number | null;
  thread_id: number;
  forum_topic_id: number | null;
  forum_topic_title: string | null;
  album_id: number | null;
  album_key: string | null;
  has_text: BooleanColumn;
  author_id: string | null;
  current_version: number;
  /** Since when it is known to be gone at its source; null while it is there, as far as known. */
  vanished_at: NullableInstantColumn;
}

/** What was seen of a message: version 0 is the first snapshot, each observed change adds one. Rows are never updated. */
export interface MessageVersionsTable {
  channel_id: string;
  space: SpaceColumn;
  message_id: number;
  version: number;
  digest: string;
  edited_at: NullableInstantColumn;
  seen_at: InstantColumn;
  /** Names of what differs from the version that was current; null for the first snapshot. */
  changed_fields: NullableJsonColumn;
  /** Without `raw_payload`. Fields that depend on other messages are overridden by the columns of `messages` when read. */
  record: JsonColumn;
  raw_payload: NullableJsonColumn;
}

/** Inputs that were stored whole. */
export interface ImportsTable {
  channel_id: string;
  fingerprint: string;
  counts: JsonColumn;
  imported_at: InstantColumn;
}

export interface RawSchema {
  channels: ChannelsTable;
  messages: MessagesTable;
  message_versions: MessageVersionsTable;
  imports: ImportsTable;
}
