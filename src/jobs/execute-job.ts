import { join } from 'node:path';
import { type Job, type JobKind, type JobRequest, jobRequestSchemas } from '../domain/job.ts';
import { exportChannels } from '../export/export-channels.ts';
import type { Application } from '../pipeline/application.ts';
import { findSource } from '../pipeline/find-source.ts';
import { ingestChannel } from '../pipeline/ingest-channel.ts';
import { type RunReport, recordRun } from '../pipeline/record-run.ts';
import { runPipeline, withChannel } from '../pipeline/run-pipeline.ts';
import { runProcess } from '../pipeline/run-process.ts';
import { runTopicize } from '../pipeline/run-topicize.ts';
import type { StepOptions } from '../pipeline/steps.ts';
import type { TopicizeOptions } from '../topicize/topicize-options.ts';
import { cleanUp } from './clean-up.ts';

export interface ExecuteJobOptions extends Pick<StepOptions, 'signal' | 'onProgress'> {
  topicization: TopicizeOptions['parameters'];
  /** Folder that holds a folder for each export job. */
  exportsDirectory: string;
  /** How long jobs are kept after their end. */
  jobRetentionInDays: number;
  programVersion: string;
}

export interface JobEnd {
  outcome: Job['outcome'];
  /** What the step reported, or each of the steps. */
  result: Record<string, unknown>;
}

/**
 * Does what a job asks for, by the function that the command of the same name calls.
 *
 * @throws what the step throws; TgParserError `source_unknown` when the source is gone by now
 */
export async function executeJob(application: Application, job: Job, options: ExecuteJobOptions): Promise<JobEnd> {
  const { signal, onProgress, topicization } = options;
  // Who has the job by now is its only execution: the lock of the one before is its own.
  const step: StepOptions = { hold: { jobId: job.jobId }, signal, onProgress };
  switch (job.kind) {
    case 'ingest': {
      const { source, mode, limit } = requestOf(job, 'ingest');
      const input = { exportPath: null, sourceName: source, via: null };
      return toEnd((await ingestChannel(application, input, { ...step, mode, limit })).report);
    }
    case 'process': {
      const request = requestOf(job, 'process');
      const { force, retry_failed: retryFailed, limit } = request;
      const source = await channelOf(application, request);
      return toEnd(await runProcess(application, source, { ...step, ...modelOptions(request), force, retryFailed, limit }));
    }
    case 'topicize': {
      const request = requestOf(job, 'topicize');
      const { force, max_topics: maxTopics, with_bundles: withBundles } = request;
      const source = await channelOf(application, request);
      return toEnd(
        await runTopicize(application, source, {
          ...{ ...step, ...modelOptions(request) },
          ...{ parameters: topicization, force, maxTopics, withBundles },
        }),
      );
    }
    case 'export': {
      const request = requestOf(job, 'export');
      const source = await channelOf(application, request);
      const { channelId } = source;
      const toStore = { ...exportOptions(request, exportFolder(job, options), options), signal, onProgress };
      const run = { step: 'export', channelId } as const;
      return toEnd(await recordRun(application, run, () => exportChannels(application, [source], toStore)));
    }
    case 'run': {
      const request = requestOf(job, 'run');
      const { source, mode, limit, force, skip } = request;
      const { outcome, ...report } = await runPipeline(
        application,
        { exportPath: null, sourceName: source, via: null },
        {
          ...step,
          ingest: { mode, limit },
          process: { force, ...modelOptions(request) },
          topicize: { parameters: topicization, force, ...modelOptions(request) },
          export: exportOptions(request, exportFolder(job, options), options),
          skip: new Set(skip),
        },
      );
      return { outcome: outcome as Job['outcome'], result: report };
    }
    case 'clean_up':
      return cleanUp(application, options);
  }
}

/**
 * Where the files of an export job are. Each execution has a folder of its own: one that was lost may still be writing.
 *
 * @returns null for a job without files
 */
export function exportFolder(
  { jobId, attempts }: Pick<Job, 'jobId' | 'attempts'>,
  { exportsDirectory }: Pick<ExecuteJobOptions, 'exportsDirectory'>,
): string {
  return join(exportsDirectory, jobId, String(attempts));
}

function requestOf<Kind extends JobKind>({ request }: Job, kind: Kind): JobRequest<Kind> {
  return jobRequestSchemas[kind].parse(request) as JobRequest<Kind>;
}

async function channelOf({ sourceStore }: Application, { source }: { source: string }) {
  return withChannel(await findSource(sourceStore, source));
}

function modelOptions({ provider, model, concurrency, budget_usd: budgetUsd }: JobRequest<'process' | 'topicize' | 'run'>) {
  return { modelWish: { provider, model }, concurrency, budgetUsd };
}

function exportOptions(
  request: JobRequest<'export'> | JobRequest<'run'>,
  out: string,
  { programVersion }: Pick<ExecuteJobOptions, 'programVersion'>,
) {
  const { level, format } = request;
  const only = 'pretty' in request ? request : null;
  return {
    ...{ out, programVersion, level, format },
    ...(only === null
      ? {}
      : {
          ...{ fromDate: only.from_date, toDate: only.to_date, topicId: only.topic_id },
          ...{ pretty: only.pretty, includeSupporting: only.include_supporting },
        }),
  };
}

function toEnd({ outcome, ...report }: RunReport): JobEnd {
  return { outcome: outcome as Job['outcome'], result: report };
}
