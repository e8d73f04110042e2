import type { RawMessage } from '../domain/raw-message.ts';
import type { ChatKind } from '../domain/source.ts';
import type { ReportProgress } from './progress.ts';

/** What a source says of the channel it reads, before the first message. */
export interface ChannelDescription {
  channelId: string;
  title: string | null;
  username: string | null;
  kind: ChatKind;
  /** Things the reader should know, each a whole sentence, for example which time zone was assumed. */
  notices: string[];
}

/** Something in the input that could not be read. The rest of the input still is. */
export interface Damage {
  /** The file inside the export, relative to it. */
  file: string;
  /** Where in that file, in bytes from its start; null when the whole file is meant. */
  offset: number | null;
  messageId: string | null;
  /** One line for a person. */
  problem: string;
}

export interface SourceChunk {
  messages: RawMessage[];
  damages: Damage[];
  /** Bytes of the input read so far, and in all when known. */
  bytesRead: number;
  bytesTotal: number | null;
}

/** How often a field or a type appeared that the reader does not know; its data is kept in `raw_payload`. */
export interface UnknownShape {
  /** For example `field:paid_stars` or `entity:cashtag2`. */
  shape: string;
  count: number;
}

/**
 * Where messages come from. One opened input of one channel.
 * The messages carry everything the source knows; `thread_id`, `album_id` and `forum_topic`, which depend on other
 * messages, are filled in by `ingest`.
 */
export interface MessageSource {
  readonly channel: ChannelDescription;
  /**
   * Content fingerprint of the whole input (`sha256:<hex>`), for inputs that do not change, null for live sources.
   * Cheap compared with reading.
   */
  fingerprint(options: { signal?: AbortSignal | undefined; onProgress?: ReportProgress | undefined }): Promise<string | null>;
  /** Reads from the start, in the order of the input. */
  read(options: { chunkSize: number; signal?: AbortSignal | undefined }): AsyncIterable<SourceChunk>;
  /** Complete only when `read` has ended. */
  unknownShapes(): UnknownShape[];
  close(): Promise<void>;
}

/** One chat of an export with several. */
export interface ExportedChat {
  channelId: string;
  title: string | null;
  kind: ChatKind;
  messageCount: number | null;
}

export interface OpenExportOptions {
  /** File, folder or .zip of a Telegram Desktop export. */
  path: string;
  /** Name or id of the chat to read from a full-account export. */
  chat?: string | undefined;
  /** Channel id for an HTML export, which names none. */
  channelId?: string | undefined;
  /** IANA zone of the times of an export that carries none; default the machine's. */
  timezone?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * @throws TgParserError `export_not_found`, `export_unreadable`, or `channel_ambiguous` (its message lists the chats)
 */
export type OpenExport = (options: OpenExportOptions) => Promise<MessageSource>;
