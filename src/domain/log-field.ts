/**
 * What a log line may tell: ids, names of settings and of parts of the program, counts, times. A field that is not listed never reaches a line,
 * whatever it holds: texts of messages and secrets have no name here.
 */
export const logFields = [
  // Which work it is about.
  'request_id',
  'job_id',
  'user_id',
  'key_id',
  'run_id',
  'step',
  'channel_id',
  'source_ref',
  'batch_id',
  'batch_key',
  // What happened: codes, and sentences of our own.
  'outcome',
  'code',
  'failure_class',
  'reason',
  'message',
  'hint',
  'path',
  'location',
  // Who was asked what.
  'provider',
  'model',
  'task',
  'from',
  'to',
  'key',
  'is_repair',
  // Of a request to the API.
  'method',
  'route',
  'status',
  // How many, and how long.
  'topics',
  'documents_read',
  'batches',
  'requests',
  'items',
  'again',
  'most',
  'attempt',
  'failures_in_a_row',
  'requests_per_minute',
  'tokens_per_minute',
  'estimated_input_tokens',
  'max_output_tokens',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'results',
  'answered_items',
  'characters',
  'wait_ms',
  'took_ms',
  'open_ms',
  'duration_ms',
  'until',
] as const;
export type LogField = (typeof logFields)[number];

export type LogFields = { readonly [Field in LogField]?: string | number | boolean | null | undefined };
