import { instantFromDate } from '../../domain/instant.ts';
import type { StepResult } from '../../domain/run.ts';
import type { Source } from '../../domain/source.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LiveSource } from '../../ports/live-source.ts';
import { followChanges } from './follow-changes.ts';
import { isBackfilled } from './is-backfilled.ts';
import type { LiveIngestOptions } from './live-options.ts';
import { emptyLiveReport, type LiveIngestReport } from './live-report.ts';
import type { LiveDependencies, LiveWork } from './live-work.ts';
import { readDownwards } from './read-downwards.ts';
import { readHead } from './read-head.ts';
import { readSnapshot } from './read-snapshot.ts';
import { createVanishingTally } from './vanishing-tally.ts';

/** Messages that each run compares with what is stored, from the newest on. */
const usualRecheck = 20;
const usualCommentsWindowInDays = 7;

/**
 * Brings what is stored of a live channel up to date: what is newer than the head first, then on downwards from where an earlier run
 * stopped. Each page is stored before a cursor passes it, so that a run that is cut off anywhere goes on where it was, and each message
 * between both cursors is stored.
 *
 * @throws TgParserError `interrupted` after the page in hand when the signal fires, `telegram_*`, `channel_*`: what was read is stored
 */
export async function ingestLive(
  dependencies: LiveDependencies,
  { source, live }: { source: Source; live: LiveSource },
  options: LiveIngestOptions = {},
): Promise<StepResult<LiveIngestReport>> {
  const { mode = 'incremental', limit, recheck = usualRecheck, isVanishConfirmed = false, signal, onProgress } = options;
  const { commentsWindowInDays = usualCommentsWindowInDays } = options;
  const { clock, sourceStore } = dependencies;
  const startedAt = clock.now();
  const report = emptyLiveReport(source.sourceId, live.channel);
  if (source.includeComments && !live.readThread) {
    report.notices.push(`Comments cannot be read by way of ${source.via}; "--via mtproto" reads them.`);
  }
  const work: LiveWork = {
    ...dependencies,
    source,
    live,
    channelId: live.channel.channelId,
    report,
    vanishing: createVanishingTally(),
    isVanishConfirmed,
    room: () => (limit === undefined ? Number.POSITIVE_INFINITY : Math.max(0, limit - report.added)),
    onPage() {
      onProgress?.({ activity: 'reading the channel', done: report.total, total: null, unit: 'messages' });
      if (signal?.aborted) {
        throw new TgParserError('interrupted', `Stopped while reading; ${report.added} new messages are stored`, {
          hint: 'Run the same command again: it goes on from there.',
        });
      }
    },
    signal,
  };
  if (mode === 'snapshot') {
    await readSnapshot(work);
  } else {
    const commentsSince = instantFromDate(new Date(startedAt.getTime() - commentsWindowInDays * 86_400_000));
    // Comments are told of by their posts only, which nothing else brings back into view.
    const isTold = await followChanges(work);
    if (!isTold || (source.includeComments && !report.limited)) {
      await readHead(work, { recheck, commentsSince });
    }
    if (!report.limited) {
      await readDownwards(work);
    }
  }
  await work.vanishing.settle(work);
  report.unknown_shapes = live.unknownShapes();
  report.backfilled = isBackfilled(source, (await sourceStore.cursors(source.sourceId)).backfilledTo);
  report.duration_seconds = (clock.now().getTime() - startedAt.getTime()) / 1000;
  return { outcome: outcomeOf(report), report };
}

function outcomeOf(report: LiveIngestReport): 'partial' | 'done' | 'nothing_to_do' {
  if (report.damaged > 0 || report.vanished_unconfirmed > 0) {
    return 'partial';
  }
  return report.added + report.changed + report.rearranged + report.vanished > 0 ? 'done' : 'nothing_to_do';
}
