import { z } from 'zod';
import { type Job, jobKinds, jobStates } from '../domain/job.ts';

export const jobAnswerSchema = z.object({
  job_id: z.string(),
  kind: z.enum(jobKinds),
  source_id: z.string().nullable(),
  request: z.record(z.string(), z.unknown()).describe('What was asked for, with defaults'),
  priority: z.number(),
  state: z.enum(jobStates),
  outcome: z.enum(['done', 'nothing_to_do', 'partial', 'stopped']).nullable().describe('Of a job that is `finished`'),
  attempts: z.number(),
  max_attempts: z.number(),
  created_at: z.string(),
  available_at: z.string().describe('Not begun before'),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  cancel_requested_at: z.string().nullable(),
  progress: z.object({ activity: z.string(), done: z.number(), total: z.number().nullable(), unit: z.string() }).nullable(),
  result: z.record(z.string(), z.unknown()).nullable().describe('What the step reported, or each of the `steps`'),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  request_id: z.string().nullable().describe('Of the request that asked for it'),
});
export type JobAnswer = z.input<typeof jobAnswerSchema>;

export function toJobAnswer(job: Job): JobAnswer {
  return {
    job_id: job.jobId,
    kind: job.kind,
    source_id: job.sourceId,
    request: job.request,
    priority: job.priority,
    state: job.state,
    outcome: job.outcome,
    attempts: job.attempts,
    max_attempts: job.maxAttempts,
    created_at: job.createdAt,
    available_at: job.availableAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    cancel_requested_at: job.cancelRequestedAt,
    progress: job.progress,
    result: job.result === null ? null : withoutPaths(job.result),
    error: job.error,
    request_id: job.requestId,
  };
}

/** Where files lie on the operator's machine is nobody else's business. */
function withoutPaths(report: Record<string, unknown>): Record<string, unknown> {
  const { out: _, steps, ...rest } = report;
  return Array.isArray(steps) ? { ...rest, steps: steps.map(withoutPaths) } : rest;
}
