import type { Ledger } from '../domain/message-state.ts';
import type { RunOutcome, StepName } from '../domain/run.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { exportChannels } from '../export/export-channels.ts';
import type { ExportOptions } from '../export/export-request.ts';
import type { Application } from './application.ts';
import { findSource } from './find-source.ts';
import { type ChannelIngestOptions, type ChannelToIngest, ingestChannel } from './ingest-channel.ts';
import { readLedger } from './read-ledger.ts';
import { type RunReport, recordRun, type StopCause } from './record-run.ts';
import { type RunProcessOptions, runProcess } from './run-process.ts';
import { type RunTopicizeOptions, runTopicize } from './run-topicize.ts';
import { type StepOptions, steps } from './steps.ts';

export interface PipelineOptions extends StepOptions {
  ingest: Omit<ChannelIngestOptions, keyof StepOptions>;
  process: Omit<RunProcessOptions, keyof StepOptions>;
  topicize: Omit<RunTopicizeOptions, keyof StepOptions>;
  export: Omit<ExportOptions, keyof StepOptions>;
  skip: ReadonlySet<StepName>;
  /** Called when a step has ended, so that a person sees it before the next one begins. */
  onStep?: ((report: RunReport) => void) | undefined;
}

export interface PipelineReport {
  source_id: string;
  channel_id: string;
  title: string | null;
  is_new_source: boolean;
  /** `partial` when a step was; `nothing_to_do` when every step had nothing to do; `stopped` when a step was, with no step after it. */
  outcome: RunOutcome;
  stopped_by?: StopCause;
  steps: RunReport[];
  ledger: Ledger;
}

/**
 * Takes one channel through the steps in their order. Each step does only what is not done yet, so a run that was cut
 * off goes on in the step where it stopped.
 */
export async function runPipeline(
  application: Application,
  input: ChannelToIngest,
  options: PipelineOptions,
): Promise<PipelineReport> {
  const { hold, signal, onProgress } = options;
  const reports: RunReport[] = [];
  /** What later steps would make of half of the documents would have to be made again. */
  const stopped = () => reports.find(({ outcome }) => outcome === 'stopped');
  const note = (report: RunReport) => {
    reports.push(report);
    options.onStep?.(report);
  };

  const { source, isNewSource } = await startWithSource();
  for (const step of steps) {
    if (step !== 'ingest' && !options.skip.has(step) && !stopped()) {
      note(await runChannelStep(application, step, source, options));
    }
  }
  const stopCause = stopped()?.stopped_by;
  return {
    source_id: source.sourceId,
    channel_id: source.channelId,
    title: source.title,
    is_new_source: isNewSource,
    outcome: overallOutcome(reports),
    ...(stopCause ? { stopped_by: stopCause } : {}),
    steps: reports,
    ledger: await readLedger(application, source.channelId),
  };

  async function startWithSource(): Promise<{ source: ChannelSource; isNewSource: boolean }> {
    if (options.skip.has('ingest')) {
      return { source: withChannel(await findSource(application.sourceStore, input.sourceName ?? '')), isNewSource: false };
    }
    const ingested = await ingestChannel(application, input, { ...options.ingest, hold, signal, onProgress });
    note(ingested.report);
    return { source: withChannel(ingested.source), isNewSource: ingested.isNewSource };
  }
}

/** A source that was in contact with its channel. */
export type ChannelSource = Source & { channelId: string };

/** @throws TgParserError `usage_invalid` for a source whose channel was never seen */
export function withChannel(source: Source): ChannelSource {
  if (source.channelId === null) {
    throw new TgParserError('usage_invalid', `Nothing was ever read from source "${source.sourceId}"`, {
      hint: `Read it first: tg-parser ingest --source ${source.sourceId}, with --from-export PATH for an export`,
    });
  }
  return { ...source, channelId: source.channelId };
}

/** Executes one step after `ingest` for one channel, as a run. */
export function runChannelStep(
  application: Application,
  step: Exclude<StepName, 'ingest'>,
  source: ChannelSource,
  { hold, signal, onProgress, ...options }: Pick<PipelineOptions, 'process' | 'topicize' | 'export' | keyof StepOptions>,
): Promise<RunReport> {
  const { channelId } = source;
  switch (step) {
    case 'process':
      return runProcess(application, source, { ...options.process, hold, signal, onProgress });
    case 'topicize':
      return runTopicize(application, source, { ...options.topicize, hold, signal, onProgress });
    case 'export':
      return recordRun(application, { step, channelId }, () =>
        exportChannels(application, [source], { ...options.export, signal, onProgress }),
      );
  }
}

function overallOutcome(reports: RunReport[]): RunOutcome {
  if (reports.some(({ outcome }) => outcome === 'stopped')) {
    return 'stopped';
  }
  if (reports.some(({ outcome }) => outcome === 'partial')) {
    return 'partial';
  }
  return reports.every(({ outcome }) => outcome === 'nothing_to_do') ? 'nothing_to_do' : 'done';
}
