import type { JobKind } from '../../../domain/job.ts';
import type { ScheduleSkip } from '../../../domain/schedule.ts';
import type { ChatKind, SourceStatus, SourceVia } from '../../../domain/source.ts';
import type { Role } from '../../../domain/user.ts';
import type { IngestAttempt, SourceNameHistory } from '../../../ports/source-store.ts';
import type { BooleanColumn, InstantColumn, JsonColumn, NullableInstantColumn } from './column-kinds.ts';

export interface SourcesTable {
  source_id: string;
  channel_id: string | null;
  username: string | null;
  /** Lower case: what look-ups compare. */
  username_key: string | null;
  title: string | null;
  kind: ChatKind;
  via: SourceVia;
  status: SourceStatus;
  include_comments: BooleanColumn;
  batch_size: number;
  history_from: NullableInstantColumn;
  history_to: NullableInstantColumn;
  poll_interval: number | null;
  export_path: string | null;
  export_chat: string | null;
  export_timezone: string | null;
  /** Newest message id that was stored; null before the first. Only ever raised. */
  head_message_id: number | null;
  /** Oldest message that was reached on the way down through a live channel. Only ever lowered. */
  backfill_message_id: number | null;
  /** `begin`, or the `history_from` at which the way down ended; null while it goes on. */
  backfilled_to: string | null;
  /** Where the changes of the channel are asked for next. */
  change_state: string | null;
  /** No request before this time. */
  rate_limited_until: NullableInstantColumn;
  /** Error code behind the status. */
  status_code: string | null;
  /** Null for the shared workspace. */
  owner_id: string | null;
  created_at: InstantColumn;
  updated_at: InstantColumn;
}

export interface SourceNamesTable {
  source_id: string;
  attribute: SourceNameHistory['attribute'];
  /** 1 for the first name seen, then one more for each change. */
  position: number;
  value: string;
  first_seen_at: InstantColumn;
}

export interface IngestAttemptsTable {
  source_id: string;
  /** 1 for the first attempt of the source, then one more for each. */
  position: number;
  started_at: InstantColumn;
  finished_at: InstantColumn;
  outcome: IngestAttempt['outcome'];
  error_code: string | null;
  messages_added: number;
}

/** How far the discussions under posts were read. */
export interface ThreadCursorsTable {
  source_id: string;
  post_id: number;
  /** Comments that the post told of when they were read. */
  replies: number;
  newest_comment_id: number | null;
  /** Error code of a discussion that cannot be read. */
  problem: string | null;
}

export interface UsersTable {
  user_id: string;
  name: string;
  /** Lower case: what must be unique, and what look-ups compare. */
  name_key: string;
  role: Role;
  created_at: InstantColumn;
  disabled_at: NullableInstantColumn;
}

export interface ApiKeysTable {
  key_id: string;
  user_id: string;
  label: string;
  /** A list of scopes. */
  scopes: JsonColumn;
  /** `sha256:<hex>` of the secret. */
  secret_hash: string;
  created_at: InstantColumn;
  expires_at: NullableInstantColumn;
  revoked_at: NullableInstantColumn;
  /** Raised once a minute at most. */
  last_used_at: NullableInstantColumn;
}

export interface SchedulesTable {
  schedule_id: string;
  kind: JobKind;
  source_id: string | null;
  owner_id: string | null;
  cron: string;
  zone: string;
  request: JsonColumn;
  is_enabled: BooleanColumn;
  created_at: InstantColumn;
  next_fire_at: NullableInstantColumn;
  last_fired_at: NullableInstantColumn;
  last_job_id: string | null;
  last_skip: ScheduleSkip | null;
}

export interface IngestionSchema {
  schedules: SchedulesTable;
  users: UsersTable;
  api_keys: ApiKeysTable;
  sources: SourcesTable;
  source_names: SourceNamesTable;
  ingest_attempts: IngestAttemptsTable;
  thread_cursors: ThreadCursorsTable;
}
