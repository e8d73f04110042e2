import type { Job, JobKind, JobState } from '../../../domain/job.ts';
import type { SkipReason } from '../../../domain/message-state.ts';
import type { LockedStep, RunOutcome, StepName } from '../../../domain/run.ts';
import type { TopicCard } from '../../../domain/topic-card.ts';
import type { MessageState } from '../../../ports/document-store.ts';
import type { ModelBatch } from '../../../ports/model-batch-store.ts';
import type {
  BooleanColumn,
  InstantColumn,
  JsonColumn,
  NullableInstantColumn,
  NullableJsonColumn,
  SpaceColumn,
} from './column-kinds.ts';

export interface ProcessingProgressTable {
  channel_id: string;
  settled_sequence: number;
  revision: number;
  /** False from the moment a document changes until duplicates are settled again. */
  duplicates_settled: BooleanColumn;
}

export interface MessageStatesTable {
  channel_id: string;
  space: SpaceColumn;
  message_id: number;
  state: MessageState['state'];
  skip_reason: SkipReason | null;
  fingerprint: string;
}

export interface DocumentsTable {
  channel_id: string;
  space: SpaceColumn;
  message_id: number;
  source_ref: string;
  /** Of the message. */
  date: InstantColumn;
  language: string;
  is_noise: BooleanColumn;
  /** Decides over the one in `record`. */
  duplicate_of: string | null;
  record: JsonColumn;
}

export interface DocumentSketchesTable {
  channel_id: string;
  sketch_key: string;
  space: SpaceColumn;
  message_id: number;
}

export interface FailuresTable {
  channel_id: string;
  space: SpaceColumn;
  message_id: number;
  source_ref: string;
  step: 'process';
  failure_class: string;
  message: string;
  attempts: number;
  failed_at: InstantColumn;
  /** Null: only when somebody asks for it. */
  next_attempt_at: NullableInstantColumn;
}

/**
 * What a catalogue was worked out from. Here and in the four tables of its topics, `channel_id` is the id of the catalogue: that of its
 * channel, or `set:<name>` for a set of channels. Which channel a message is of, its `source_ref` says.
 */
export interface CataloguesTable {
  channel_id: string;
  documents_revision: number;
  raw_sequence: number;
  parameters_hash: string;
  run_id: string;
  /** How many documents there were when the topics were founded. */
  founded_documents: number;
}

export interface TopicsTable {
  topic_id: string;
  channel_id: string;
  status: TopicCard['status'];
  card: JsonColumn;
  /** The bundle without its items; null for a topic that has none. */
  bundle: NullableJsonColumn;
}

export interface TopicItemsTable {
  topic_id: string;
  /** Ascends with the place in the bundle; see `itemPositions`. */
  position: number;
  /** Of the catalogue. */
  channel_id: string;
  source_ref: string;
  item: JsonColumn;
}

/** What the reading of all documents of a catalogue taught, so that later ones find their place without it. */
export interface LearntCataloguesTable {
  channel_id: string;
  learnt: Uint8Array;
}

export interface OutsideDocumentsTable {
  channel_id: string;
  source_ref: string;
  nearest_topic_id: string | null;
  score: number | null;
  reason: string;
}

export interface TopicVersionsTable {
  topic_id: string;
  /** 1 for the topic's birth. */
  version: number;
  channel_id: string;
  recorded_at: InstantColumn;
  run_id: string;
  change: string;
  reason: string;
  card: JsonColumn;
}

export interface RunsTable {
  run_id: string;
  /** Grows with each run: several start in one second. */
  run_number: number;
  step: StepName;
  channel_id: string | null;
  started_at: InstantColumn;
  finished_at: NullableInstantColumn;
  outcome: RunOutcome;
  report: NullableJsonColumn;
  /** The process that runs it. */
  pid: number;
  host: string;
}

export interface StepLocksTable {
  channel_id: string;
  step: LockedStep;
  /** Grows with each acquisition; stays when the lock is given back. */
  token: number;
  /** The process that holds it; null with all that follows when nobody does. */
  pid: number | null;
  host: string | null;
  /** Null, as is `process_start`, where the system has none. */
  pid_namespace: string | null;
  process_start: string | null;
  acquired_at: NullableInstantColumn;
  heartbeat_at: NullableInstantColumn;
  /** The job that it is held for; null for one of a command. */
  job_id: string | null;
}

export interface RequestCountsTable {
  count_key: string;
  /** Milliseconds since 1970. */
  window_start: number;
  requests: number;
}

export interface JobsTable {
  job_id: string;
  /** Grows with each job: the order of lists, and of jobs that are equal otherwise. */
  job_number: number;
  kind: JobKind;
  source_id: string | null;
  owner_id: string | null;
  /** Of jobs with the same one, one is executed at a time. */
  exclusive_key: string | null;
  request: JsonColumn;
  request_id: string | null;
  /** The priority with its sign turned, so that an index goes from the highest on. */
  rank: number;
  /** Whose turn the job takes. */
  lane: string;
  turn: number;
  state: JobState;
  outcome: Job['outcome'];
  attempts: number;
  max_attempts: number;
  /** Grows with each claim. */
  token: number;
  created_at: InstantColumn;
  available_at: InstantColumn;
  started_at: NullableInstantColumn;
  finished_at: NullableInstantColumn;
  cancel_requested_at: NullableInstantColumn;
  /** Of a job that is running, as are the four that follow. */
  lease_until: NullableInstantColumn;
  pid: number | null;
  host: string | null;
  pid_namespace: string | null;
  process_start: string | null;
  progress: NullableJsonColumn;
  result: NullableJsonColumn;
  error: NullableJsonColumn;
}

export interface ModelCallsTable {
  call_id: string;
  run_id: string;
  step: StepName;
  channel_id: string;
  provider: string;
  model: string;
  task: string;
  prompt_id: string;
  via: 'direct' | 'batch';
  items: number;
  started_at: InstantColumn;
  /** Null while it is under way. */
  outcome: string | null;
  /** Set aside for it; 0 once it is recorded. Money is whole billionths of a US dollar, whose sums are exact. */
  reserved_nanodollars: number;
  cost_nanodollars: number | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  cache_write_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  duration_ms: number | null;
}

/** Running totals, so that a budget is checked without adding up calls. */
export interface ModelSpendingTable {
  /** `run:<run id>`, `month:2026-01`, or `month:2026-01:<step>`. */
  scope: string;
  spent_nanodollars: number;
  reserved_nanodollars: number;
}

export interface ModelAnswersTable {
  answer_key: string;
  answer: JsonColumn;
}

export interface ModelLimitsTable {
  limit_key: string;
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
  /** These four in milliseconds since 1970. */
  requests_until: number;
  tokens_until: number;
  blocked_until: number;
  blocked_by: string | null;
  updated_at: number;
}

export interface ModelBatchesTable {
  batch_key: string;
  batch_id: string | null;
  channel_id: string;
  provider: string;
  model: string;
  task: ModelBatch['task'];
  prompt_id: string;
  submitted_at: InstantColumn;
  state: ModelBatch['state'];
  requests: number;
  run_id: string;
}

export interface ModelBatchRequestsTable {
  batch_key: string;
  request_id: string;
  items: JsonColumn;
}

export interface VectorsTable {
  model_id: string;
  /** Hash of the text. */
  text_key: string;
  /** That had the text first. */
  channel_id: string;
  /** Numbers of 32 bits, little endian. */
  vector: Uint8Array;
}

/** One row for each channel of a set. */
export interface ChannelSetsTable {
  set_name: string;
  channel_id: string;
}

/** Requests to the API that are carried out once, with their answers. */
export interface IdempotencyKeysTable {
  user_id: string;
  idempotency_key: string;
  request_hash: string;
  /** Of the claim in force. */
  token: string;
  /** In milliseconds since 1970. */
  claimed_at: number;
  lease_until: number;
  /** Null until there is an answer. */
  status: number | null;
  body: string | null;
}

/** Topics that a person named in advance. */
export interface TargetTopicsTable {
  channel_id: string;
  title: string;
  target: JsonColumn;
}

/** Topics that may be one. */
export interface MergeProposalsTable {
  channel_id: string;
  first_topic_id: string;
  second_topic_id: string;
  state: 'proposed' | 'different' | 'dismissed' | 'waiting';
  reason: string;
  model_id: string | null;
  changed_at: InstantColumn;
}

export interface ProcessingSchema {
  processing_progress: ProcessingProgressTable;
  message_states: MessageStatesTable;
  documents: DocumentsTable;
  document_sketches: DocumentSketchesTable;
  failures: FailuresTable;
  catalogues: CataloguesTable;
  topics: TopicsTable;
  topic_items: TopicItemsTable;
  outside_documents: OutsideDocumentsTable;
  topic_versions: TopicVersionsTable;
  runs: RunsTable;
  step_locks: StepLocksTable;
  jobs: JobsTable;
  request_counts: RequestCountsTable;
  idempotency_keys: IdempotencyKeysTable;
  model_calls: ModelCallsTable;
  model_spending: ModelSpendingTable;
  model_answers: ModelAnswersTable;
  model_limits: ModelLimitsTable;
  model_batches: ModelBatchesTable;
  model_batch_requests: ModelBatchRequestsTable;
  vectors: VectorsTable;
  target_topics: TargetTopicsTable;
  channel_sets: ChannelSetsTable;
  learnt_catalogues: LearntCataloguesTable;
  merge_proposals: MergeProposalsTable;
}
