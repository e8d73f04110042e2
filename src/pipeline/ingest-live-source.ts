import type { ErrorCode } from '../domain/error-code.ts';
import { instantFromDate } from '../domain/instant.ts';
import { parseChannelName } from '../domain/parse-channel-name.ts';
import type { Source, SourceVia } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { ingestLive } from '../ingest/live/ingest-live.ts';
import type { LiveIngestOptions } from '../ingest/live/live-options.ts';
import { createPatience } from '../ingest/live/patience.ts';
import { withPageRetries } from '../ingest/live/with-page-retries.ts';
import type { LiveSource, LiveTarget } from '../ports/live-source.ts';
import type { Application } from './application.ts';
import { findSource, lookUpSource } from './find-source.ts';
import { recordAttempt } from './record-attempt.ts';
import type { RunReport } from './record-run.ts';
import { registerSource } from './register-source.ts';
import { runStep } from './run-step.ts';
import type { StepOptions } from './steps.ts';

export interface LiveToIngest {
  /** As the person named it: a registered source, or a public channel. */
  sourceName: string;
  /** The road to take; null: that of the source, for a new one the web preview. */
  via: Exclude<SourceVia, 'export'> | null;
  /** Whether discussions are read, too, from this run on. Default: as the source is set. */
  includeComments?: boolean | undefined;
}

export interface IngestedLive {
  source: Source;
  isNewSource: boolean;
  report: RunReport;
}

type IngestLiveDependencies = Pick<
  Application,
  'sourceStore' | 'rawStore' | 'runStore' | 'stepLocks' | 'openLive' | 'telegramRetry' | 'delay' | 'clock' | 'log'
>;

/** What no later run changes by itself. */
const lastingProblems: ReadonlySet<ErrorCode> = new Set([
  'channel_missing',
  'channel_private',
  'channel_no_preview',
  'channel_forbidden',
]);

/**
 * Brings a live source up to date as a run, registering a channel that is new.
 *
 * A wait that Telegram asked for is kept over restarts: before its end no request is made. A source whose channel is gone, or shows
 * nothing, gets the status `error` with the reason, and is `active` again after the next run that works; passing failures change no status.
 *
 * @throws TgParserError `source_unknown`, `usage_invalid` for a paused source, `telegram_*`, `channel_*`, `step_locked`, `step_lost`
 */
export async function ingestLiveSource(
  dependencies: IngestLiveDependencies,
  { sourceName, via, includeComments }: LiveToIngest,
  options: LiveIngestOptions & StepOptions = {},
): Promise<IngestedLive> {
  const { sourceStore, openLive, telegramRetry, delay, log } = dependencies;
  const patience = createPatience({ policy: telegramRetry, delay, log });
  const target = await lookUpSource(sourceStore, sourceName);
  const road = via ?? (target?.via === 'export' || !target ? 'web' : target.via);
  const wanted = target ?? (await nameOf(dependencies, sourceName));
  if (target) {
    refuseWaiting(dependencies, target);
  }
  let live: LiveSource;
  try {
    live = await patience.insist(() => openLive(road, wanted, options.signal), options.signal);
  } catch (error) {
    if (target) {
      await noteProblem(dependencies, target, error);
    }
    throw error;
  }
  try {
    // A channel that was begun with an export goes on under the name that it got then.
    const isKnown = (await sourceStore.findByChannelId(live.channel.channelId)) !== null;
    const { source, isNew } = await registerSource(dependencies, live.channel, {
      target,
      sourceName: target ? sourceName : isKnown ? null : wanted.username,
      read: { via: road, ...(includeComments === undefined ? {} : { includeComments }) },
    });
    const report = await attemptLive(dependencies, { source, live: withPageRetries(live, patience) }, options);
    return { source, isNewSource: isNew, report };
  } finally {
    await live.close();
  }
}

/** @throws TgParserError `source_unknown` for what can be no channel */
async function nameOf({ sourceStore }: IngestLiveDependencies, sourceName: string): Promise<LiveTarget> {
  const { username, channelId, invitation } = parseChannelName(sourceName);
  return username === null && channelId === null && invitation === null
    ? await findSource(sourceStore, sourceName)
    : { username, channelId, invitation };
}

function refuseWaiting({ clock }: IngestLiveDependencies, { sourceId, status, rateLimitedUntil }: Source): void {
  if (status === 'paused') {
    throw new TgParserError('usage_invalid', `Source "${sourceId}" is paused`, {
      hint: `"tg-parser sources resume ${sourceId}" lets it go on.`,
    });
  }
  const now = instantFromDate(clock.now());
  if (rateLimitedUntil !== null && rateLimitedUntil > now) {
    throw new TgParserError(
      'telegram_rate_limited',
      `Telegram asks to leave source "${sourceId}" alone until ${rateLimitedUntil}`,
      {
        hint: 'Repeat the command then; it goes on where it stopped.',
        retryAfterMs: Date.parse(rateLimitedUntil) - Date.parse(now),
      },
    );
  }
}

async function attemptLive(
  dependencies: IngestLiveDependencies,
  subject: { source: Source; live: LiveSource },
  { hold, signal, ...options }: LiveIngestOptions & StepOptions,
): Promise<RunReport> {
  const { source, live } = subject;
  const { channelId } = live.channel;
  return recordAttempt(dependencies, source, async () => {
    try {
      const report = await runStep(dependencies, { step: 'ingest', channelId, hold, signal }, (run) =>
        ingestLive({ ...dependencies, ...run.stores }, subject, { ...options, signal: run.signal }),
      );
      await noteSuccess(dependencies, source);
      return report;
    } catch (error) {
      await noteProblem(dependencies, source, error);
      throw error;
    }
  });
}

async function noteSuccess({ sourceStore, clock }: IngestLiveDependencies, source: Source): Promise<void> {
  if (source.status !== 'active' || source.statusCode !== null || source.rateLimitedUntil !== null) {
    const change = { status: 'active' as const, statusCode: null, rateLimitedUntil: null };
    await sourceStore.update(source.sourceId, change, instantFromDate(clock.now()));
  }
}

async function noteProblem({ sourceStore, clock }: IngestLiveDependencies, source: Source, error: unknown): Promise<void> {
  if (!(error instanceof TgParserError)) {
    return;
  }
  const now = clock.now();
  if (lastingProblems.has(error.code)) {
    await sourceStore.update(source.sourceId, { status: 'error', statusCode: error.code }, instantFromDate(now));
  } else if (error.code === 'telegram_rate_limited' && error.retryAfterMs !== undefined) {
    // Whole seconds, up: nobody comes back before the time that Telegram named.
    const until = new Date(Math.ceil((now.getTime() + error.retryAfterMs) / 1000) * 1000);
    await sourceStore.update(source.sourceId, { rateLimitedUntil: instantFromDate(until) }, instantFromDate(now));
  }
}
