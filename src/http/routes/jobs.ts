import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type Job, type JobKind, jobKinds, jobPriorities, jobRequestSchemas, jobStates } from '../../domain/job.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { exportFolder } from '../../jobs/execute-job.ts';
import { startJob } from '../../jobs/start-job.ts';
import { derivedUuid } from '../../lib/derived-uuid.ts';
import { jobAnswerSchema, toJobAnswer } from '../job-answer.ts';
import { jobEvents } from '../job-events.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { type Call, defineRoute } from '../route.ts';
import { fileNames, zipFolder } from '../zip-folder.ts';

const priorityField = z
  .int()
  .min(jobPriorities.lowest)
  .max(jobPriorities.highest)
  .default(jobPriorities.normal)
  .describe('Higher goes first; above 0 for admins only');

const jobParameters = z.object({ job_id: z.string() });

const startRoutes = [
  startRoute('ingest', 'Read what is new in a source'),
  startRoute('process', 'Make documents of messages'),
  startRoute('topicize', 'Bring the topics of a channel up to date'),
  startRoute('export', 'Write the files of a channel, for /api/v1/export/download/{job_id}'),
  startRoute('run', 'All steps of a source, one after the other'),
];

export const jobsRoutes = [
  ...startRoutes,
  defineRoute({
    method: 'get',
    path: '/api/v1/jobs',
    summary: 'Work that was asked for, newest first',
    tag: 'jobs',
    needs: 'read',
    query: pageQuerySchema.extend({
      state: z.enum(jobStates).optional().describe('`dead`: given up after the last attempt'),
      kind: z.enum(jobKinds).optional(),
      source: z.string().optional().describe('Source id, @name, t.me link or channel id'),
    }),
    answer: pageSchema(jobAnswerSchema),
    errors: ['not_found'],
    async handle({ application, visible, query: { source, limit, ...filter } }) {
      const sourceId = source === undefined ? undefined : (await visible.source(source)).sourceId;
      const found = await application.jobQueue.list({ ...filter, ...(await visible.jobs()), sourceId, limit: limit + 1 });
      const items = found.slice(0, limit).map(toJobAnswer);
      return { items, next: found.length > limit ? (items.at(-1)?.job_id ?? null) : null };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/jobs/{job_id}',
    summary: 'One job, with its progress, its reports or its error',
    tag: 'jobs',
    needs: 'read',
    parameters: jobParameters,
    answer: jobAnswerSchema,
    errors: ['job_unknown'],
    handle: async ({ visible, parameters }) => toJobAnswer(await visible.job(parameters.job_id)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/status/{job_id}',
    summary: 'How a job stands, in short',
    tag: 'jobs',
    needs: 'read',
    parameters: jobParameters,
    answer: jobAnswerSchema.pick({ job_id: true, kind: true, state: true, outcome: true, progress: true, error: true }),
    errors: ['job_unknown'],
    async handle({ visible, parameters }) {
      const { job_id, kind, state, outcome, progress, error } = toJobAnswer(await visible.job(parameters.job_id));
      return { job_id, kind, state, outcome, progress, error };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/jobs/{job_id}/events',
    summary: 'Server-sent events: `job` with the job whenever it has changed, `end` with how it ended',
    tag: 'jobs',
    needs: 'read',
    parameters: jobParameters,
    answer: { mediaTypes: ['text/event-stream'] },
    errors: ['job_unknown'],
    async handle({ application, visible, parameters, stopping }) {
      const job = await visible.job(parameters.job_id);
      return new Response(ReadableStream.from(jobEvents(job, { ...application, stopping })), {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/jobs/{job_id}/cancel',
    summary: 'End a job; what it finished so far stays',
    tag: 'jobs',
    needs: 'run',
    parameters: jobParameters,
    answer: jobAnswerSchema,
    errors: ['job_unknown'],
    async handle({ application: { jobQueue, clock }, visible, parameters }) {
      const job = await visible.job(parameters.job_id);
      return toJobAnswer((await jobQueue.cancel(job.jobId, clock.now())) ?? job);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/jobs/{job_id}/retry',
    summary: 'Put a job that has ended back into the queue',
    tag: 'jobs',
    needs: 'run',
    parameters: jobParameters,
    answer: jobAnswerSchema,
    errors: ['job_unknown'],
    async handle({ application: { jobQueue, clock }, visible, parameters }) {
      const job = await visible.job(parameters.job_id);
      return toJobAnswer((await jobQueue.retry(job.jobId, clock.now())) ?? job);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/export/download/{job_id}',
    summary: 'The files of a job that exported, as a zip archive or one of them',
    tag: 'jobs',
    needs: 'read',
    parameters: jobParameters,
    query: z.object({ file: z.string().max(300).optional().describe('Only this file, as it is') }),
    answer: { mediaTypes: ['application/zip', 'application/octet-stream'] },
    errors: ['job_unknown', 'job_unfinished', 'not_found'],
    async handle({ visible, settings, parameters, query: { file } }) {
      const job = await visible.job(parameters.job_id);
      const folder = exportFolder(finished(job), settings);
      return file === undefined ? sendArchive(job, folder) : sendFile(job, folder, file);
    },
  }),
];

function startRoute(kind: Exclude<JobKind, 'clean_up'>, summary: string) {
  const { source, ...fields } = jobRequestSchemas[kind].shape;
  return defineRoute({
    method: 'post',
    path: `/api/v1/${kind}`,
    summary: `${summary}, as a job`,
    tag: 'jobs',
    needs: 'run',
    body: z.strictObject({ source, ...fields, priority: priorityField }),
    remembersIdempotencyKey: true,
    status: 202,
    answer: jobAnswerSchema,
    errors: ['not_found', 'not_allowed', 'idempotency_key_reused'],
    handle: (call) => start(kind, call),
  });
}

async function start(
  kind: JobKind,
  {
    application,
    visible,
    caller,
    body,
    settings,
    requestId,
    idempotencyKey,
  }: Call<unknown, unknown, { source: string; priority: number }>,
) {
  const { priority, ...wanted } = body;
  if (priority > jobPriorities.normal && caller.role !== 'admin') {
    throw new TgParserError('not_allowed', 'Only an admin may put a job before those of others', {
      hint: `Ask with a priority of ${jobPriorities.lowest} to ${jobPriorities.normal}.`,
    });
  }
  // By its id, which is what the job is stored with.
  const request = { ...wanted, source: (await visible.source(wanted.source)).sourceId };
  const { job, isNew } = await startJob(application, {
    ...{ kind, request, priority, requestId },
    ...{ ownerId: caller.userId, maxAttempts: settings.maxAttempts },
    // The job is its own memory of the key: a request that is repeated, after a crash as well, finds the job that it made.
    jobId: idempotencyKey === null ? undefined : derivedUuid('request', caller.userId, idempotencyKey),
  });
  if (!isNew && !isSameRequest(job, { kind, request, priority })) {
    throw new TgParserError('idempotency_key_reused', 'Another request was made under this Idempotency-Key', {
      hint: 'Use a new key for each request, and the same one only to repeat it.',
    });
  }
  return toJobAnswer(job);
}

function isSameRequest(job: Job, { kind, request, priority }: Pick<Job, 'kind' | 'request' | 'priority'>): boolean {
  const stored = JSON.stringify(Object.entries(job.request).sort());
  return job.kind === kind && job.priority === priority && stored === JSON.stringify(Object.entries(request).sort());
}

/** @throws TgParserError `job_unfinished` */
function finished(job: Job): Job {
  if (job.state === 'queued' || job.state === 'running') {
    throw new TgParserError('job_unfinished', `Job "${job.jobId}" has not ended: there are no files yet`, {
      hint: `GET /api/v1/jobs/${job.jobId}/events tells when it has.`,
    });
  }
  return job;
}

async function sendArchive({ jobId }: Job, folder: string): Promise<Response> {
  const archive = await zipFolder(folder);
  if (archive === null) {
    throw noFiles(jobId);
  }
  return new Response(archive, {
    headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="export-${jobId}.zip"` },
  });
}

/** Only what the folder holds is a name, so none can lead out of it. */
async function sendFile({ jobId }: Job, folder: string, file: string): Promise<Response> {
  const names = await fileNames(folder);
  if (names === null) {
    throw noFiles(jobId);
  }
  if (!names.includes(file)) {
    throw new TgParserError('not_found', `The export has no such file`, { hint: 'manifest.json lists its files.' });
  }
  return new Response(Readable.toWeb(createReadStream(join(folder, file))) as ReadableStream<Uint8Array>, {
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' },
  });
}

function noFiles(jobId: string): TgParserError {
  return new TgParserError('not_found', `Job "${jobId}" left no files, or they were removed by now`, {
    hint: 'POST /api/v1/export writes them anew.',
  });
}
