import type { Instant } from './instant.ts';

export type SourceVia = 'export' | 'web' | 'mtproto';
export type SourceStatus = 'active' | 'paused' | 'error';

/** What Telegram calls the place: decides whether messages have web links and whether answers form threads. */
export type ChatKind = 'channel' | 'supergroup' | 'group' | 'personal' | 'unknown';

/** A registered channel or group. */
export interface Source {
  sourceId: string;
  /** Null until first contact for a source added by name. */
  channelId: string | null;
  username: string | null;
  title: string | null;
  kind: ChatKind;
  via: SourceVia;
  status: SourceStatus;
  includeComments: boolean;
  /** Messages a commit. */
  batchSize: number;
  historyFrom: Instant | null;
  historyTo: Instant | null;
  /** Seconds between two polls. */
  pollInterval: number | null;
  /** The export that `ingest` reads again when none is named. */
  exportPath: string | null;
  /** Which chat of that export, and the zone that its times were read in; null where none was given. */
  exportChat: string | null;
  exportTimezone: string | null;
  /** No request to Telegram before this time; null when nothing is asked for. */
  rateLimitedUntil: Instant | null;
  /** Error code behind the status; null for an active source. */
  statusCode: string | null;
  /** The user whose source it is; null for the shared workspace. */
  ownerId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** What may be given when a source is registered; the rest has defaults. */
export type NewSource = Pick<Source, 'sourceId'> & Partial<Omit<Source, 'sourceId' | 'createdAt' | 'updatedAt'>>;

/** A partial update: a field that is not passed is not touched. */
export type SourceChange = Partial<Omit<Source, 'sourceId' | 'createdAt' | 'updatedAt'>>;
