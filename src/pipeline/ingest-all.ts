import type { ErrorCode } from '../domain/error-code.ts';
import { instantFromDate } from '../domain/instant.ts';
import type { RunOutcome } from '../domain/run.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from './application.ts';
import { type ChannelIngestOptions, ingestChannel } from './ingest-channel.ts';

/** What became of one source of many. */
export type SourceOutcome = { source_id: string; title: string | null } & (
  | { outcome: Exclude<RunOutcome, 'failed'>; added: number; changed: number; vanished: number }
  /** Not tried: paused, in error, or asked by Telegram to be left alone. */
  | { outcome: 'skipped'; reason: string }
  | { outcome: 'failed'; error: { code: ErrorCode; message: string; hint: string | null } }
);

export interface IngestAllReport {
  /** `partial` when a source failed or was read in part. */
  outcome: RunOutcome;
  added: number;
  sources_total: number;
  failed_total: number;
  skipped_total: number;
  sources: SourceOutcome[];
}

export interface IngestAllOptions extends Omit<ChannelIngestOptions, 'onProgress' | 'limit'> {
  /** Sources at a time. Requests to one host, or by one account, still go one after the other. Default 4. */
  concurrency?: number | undefined;
  /** Which of the sources. Default all. */
  wants?: ((source: Source) => boolean) | undefined;
  onSource?: ((outcome: SourceOutcome) => void) | undefined;
}

/**
 * Reads all registered sources, several at a time. One that fails disturbs no other.
 *
 * @throws TgParserError `interrupted`
 */
export async function ingestAll(
  application: Application,
  { concurrency = 4, wants = () => true, onSource, ...options }: IngestAllOptions = {},
): Promise<IngestAllReport> {
  const waiting = (await application.sourceStore.list()).filter(wants);
  const outcomes = new Map<string, SourceOutcome>();
  const order = waiting.map(({ sourceId }) => sourceId);
  const work = async () => {
    for (let source = waiting.shift(); source !== undefined && !options.signal?.aborted; source = waiting.shift()) {
      const outcome = await ingestOne(application, source, options);
      outcomes.set(source.sourceId, outcome);
      onSource?.(outcome);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  if (options.signal?.aborted) {
    throw new TgParserError('interrupted', `Stopped after ${outcomes.size} of ${order.length} sources`, {
      hint: 'Run the same command again: each source goes on where it was.',
    });
  }
  return summarize(order.flatMap((sourceId) => outcomes.get(sourceId) ?? []));
}

async function ingestOne(application: Application, source: Source, options: ChannelIngestOptions): Promise<SourceOutcome> {
  const { sourceId, title } = source;
  const named = { source_id: sourceId, title };
  const reason = reasonToSkip(source, instantFromDate(application.clock.now()));
  if (reason !== null) {
    return { ...named, outcome: 'skipped', reason };
  }
  try {
    const input = { exportPath: null, sourceName: sourceId, via: null };
    const { report } = await ingestChannel(application, input, options);
    const counts = { added: Number(report.added), changed: Number(report.changed), vanished: Number(report.vanished ?? 0) };
    return { ...named, outcome: report.outcome as Exclude<RunOutcome, 'failed'>, ...counts };
  } catch (error) {
    if (!(error instanceof TgParserError)) {
      throw error;
    }
    const { code, message, hint = null } = error;
    return { ...named, outcome: 'failed', error: { code, message, hint } };
  }
}

function reasonToSkip({ status, statusCode, rateLimitedUntil, via, exportPath }: Source, now: string): string | null {
  if (status !== 'active') {
    return status === 'paused' ? 'paused' : `${statusCode ?? 'error'}: see "sources resume"`;
  }
  if (rateLimitedUntil !== null && rateLimitedUntil > now) {
    return `Telegram asks to wait until ${rateLimitedUntil}`;
  }
  return via === 'export' && exportPath === null ? 'has no export to read' : null;
}

function summarize(sources: SourceOutcome[]): IngestAllReport {
  const count = (outcome: SourceOutcome['outcome']) => sources.filter((source) => source.outcome === outcome).length;
  const added = sources.reduce((sum, source) => sum + ('added' in source ? source.added : 0), 0);
  const hasProblems = count('failed') + count('partial') > 0;
  const isIdle = sources.every(({ outcome }) => outcome === 'nothing_to_do' || outcome === 'skipped');
  return {
    outcome: hasProblems ? 'partial' : isIdle ? 'nothing_to_do' : 'done',
    added,
    sources_total: sources.length,
    failed_total: count('failed'),
    skipped_total: count('skipped'),
    sources,
  };
}
