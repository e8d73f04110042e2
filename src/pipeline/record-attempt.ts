import { instantFromDate } from '../domain/instant.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { IngestAttempt, SourceStore } from '../ports/source-store.ts';
import type { RunReport } from './record-run.ts';

/**
 * Remembers that and how somebody tried to read a source. An attempt that found the step locked was none.
 *
 * @throws what `work` throws
 */
export async function recordAttempt(
  { sourceStore, clock }: { sourceStore: SourceStore; clock: Clock },
  { sourceId }: Source,
  work: () => Promise<RunReport>,
): Promise<RunReport> {
  const startedAt = instantFromDate(clock.now());
  const record = (attempt: Pick<IngestAttempt, 'outcome' | 'errorCode' | 'messagesAdded'>) =>
    sourceStore.recordAttempt({ sourceId, startedAt, finishedAt: instantFromDate(clock.now()), ...attempt });
  let report: RunReport;
  try {
    report = await work();
  } catch (error) {
    const errorCode = error instanceof TgParserError ? error.code : 'internal';
    if (errorCode !== 'step_locked') {
      const isStopped = errorCode === 'interrupted' || errorCode === 'step_lost';
      // The step's own error is what the caller must see, even when the attempt cannot be stored (a full disk).
      await record({ outcome: isStopped ? 'interrupted' : 'failed', errorCode, messagesAdded: 0 }).catch(() => undefined);
    }
    throw error;
  }
  await record({
    outcome: report.outcome === 'partial' ? 'partial' : 'done',
    errorCode: null,
    messagesAdded: Number(report.added),
  });
  return report;
}
