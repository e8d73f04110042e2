import { z } from 'zod';
import type { Instant } from './instant.ts';
import { providerNames } from './provider-name.ts';
import type { RunOutcome } from './run.ts';

const sourceField = z.string().min(1).max(200).describe('Source id, @name, t.me link or channel id');

const modelFields = {
  provider: z
    .enum(['auto', 'builtin', ...providerNames])
    .optional()
    .describe('Who answers, instead of LLM_PROVIDER'),
  model: z.string().min(1).max(200).optional().describe('Name of the model, instead of LLM_MODEL'),
  concurrency: z.int().min(1).max(256).default(4).describe('Calls to the model at a time, at most'),
  budget_usd: z.number().min(0).optional().describe('US dollars that each step may spend at most'),
};
const readingFields = {
  mode: z.enum(['incremental', 'snapshot']).default('incremental'),
  limit: z.int().min(1).optional().describe('Stop reading after this many new messages'),
};
const exportFields = {
  level: z.enum(['raw', 'processed', 'full']).default('full'),
  format: z.enum(['ndjson', 'json', 'csv', 'markdown']).default('ndjson'),
  from_date: z.string().max(40).optional().describe('Message time, included: a day, or a moment with its zone'),
  to_date: z.string().max(40).optional().describe('Message time, included'),
  topic_id: z.string().max(500).optional().describe('Only this topic and its messages'),
  pretty: z.boolean().default(false),
  include_supporting: z.boolean().default(true),
};
const force = z.boolean().default(false).describe('Do everything again');

/** What each kind of job is asked with: as the command of the same name. */
export const jobRequestSchemas = {
  ingest: z.strictObject({ source: sourceField, ...readingFields }),
  process: z.strictObject({
    source: sourceField,
    force,
    retry_failed: z.boolean().default(false),
    limit: z.int().min(1).optional().describe('Process at most this many messages'),
    ...modelFields,
  }),
  topicize: z.strictObject({
    source: sourceField,
    force,
    max_topics: z.int().min(1).optional(),
    with_bundles: z.boolean().default(true),
    ...modelFields,
  }),
  export: z.strictObject({ source: sourceField, ...exportFields }),
  run: z.strictObject({
    source: sourceField,
    ...readingFields,
    skip: z.array(z.enum(['ingest', 'process', 'topicize', 'export'])).default([]),
    force,
    ...modelFields,
    level: exportFields.level,
    format: exportFields.format,
  }),
  clean_up: z.strictObject({}),
};

export const jobKinds = ['ingest', 'process', 'topicize', 'export', 'run', 'clean_up'] as const;
/** A step for one source, all steps of it, or the removal of what is kept for a time only. */
export type JobKind = (typeof jobKinds)[number];
export type JobRequest<Kind extends JobKind = JobKind> = z.output<(typeof jobRequestSchemas)[Kind]>;

/**
 * `finished`: the work ended as its `outcome` says. `failed`: by an error that trying again does not mend. `dead`: given up after the last
 * attempt, whether each of them failed or was lost with its worker.
 */
export const jobStates = ['queued', 'running', 'finished', 'failed', 'cancelled', 'dead'] as const;
export type JobState = (typeof jobStates)[number];

/** The ends of a job. What is in one of them is executed again only when a person says so. */
export const finalJobStates = ['finished', 'failed', 'cancelled', 'dead'] as const satisfies readonly JobState[];
export type FinalJobState = (typeof finalJobStates)[number];

export const jobPriorities = { lowest: -10, normal: 0, highest: 10 } as const;

/** How far the work is, as the step that is under way tells it. */
export interface JobProgress {
  activity: string;
  done: number;
  /** Null while it is not known. */
  total: number | null;
  unit: string;
}

export interface JobError {
  code: string;
  message: string;
  hint: string | null;
}

/** Work that was asked for, to be executed by whatever process takes it. */
export interface Job {
  jobId: string;
  kind: JobKind;
  /** Null for work about no source. */
  sourceId: string | null;
  /** Who asked, or whose source a schedule is about; null: the operator. Owners take turns. */
  ownerId: string | null;
  /** As `jobRequestSchemas` of its kind. */
  request: Record<string, unknown>;
  /** Higher goes first. */
  priority: number;
  state: JobState;
  /** Of a job that is `finished`. */
  outcome: Exclude<RunOutcome, 'running' | 'failed' | 'interrupted'> | null;
  /** How often a worker began it; an execution that was handed back does not count. */
  attempts: number;
  maxAttempts: number;
  createdAt: Instant;
  /** Not before this moment. */
  availableAt: Instant;
  /** Of the last attempt. */
  startedAt: Instant | null;
  finishedAt: Instant | null;
  cancelRequestedAt: Instant | null;
  progress: JobProgress | null;
  /** What the steps reported. */
  result: Record<string, unknown> | null;
  /** Of the last attempt that failed. */
  error: JobError | null;
  /** Of the request that asked for it. */
  requestId: string | null;
  /** Who executes it. */
  worker: { host: string; pid: number } | null;
}

export function isFinalJobState(state: JobState): state is FinalJobState {
  return (finalJobStates as readonly JobState[]).includes(state);
}
