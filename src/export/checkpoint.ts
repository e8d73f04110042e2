import { setImmediate as nextTurn } from 'node:timers/promises';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ReportProgress } from '../ports/progress.ts';

/**
 * Called between pages with the number of records just written: reports it, and stops the export when that was asked for.
 * Stores may answer at once, so this is also where signals and finished writes get their turn.
 */
export type Checkpoint = (count: number) => Promise<void>;

export function createCheckpoint(
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ReportProgress | undefined },
  total: number,
): Checkpoint {
  let done = 0;
  return async (count) => {
    await nextTurn();
    if (signal?.aborted) {
      throw new TgParserError('interrupted', 'The export was interrupted; what was exported before is unchanged', {
        hint: 'Export again when you like.',
      });
    }
    done += count;
    onProgress?.({ activity: 'exporting', done, total: Math.max(done, total), unit: 'entries' });
  };
}
