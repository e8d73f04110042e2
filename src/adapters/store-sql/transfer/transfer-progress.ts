import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { TransferControl } from '../../../ports/database-copy.ts';

/**
 * Counts rows on the way, and stops when that was asked for.
 *
 * @returns called after each batch; throws TgParserError `interrupted`
 */
export function progressOf(activity: string, total: number, { signal, onProgress }: TransferControl): (rows: number) => void {
  let done = 0;
  return (rows) => {
    done += rows;
    onProgress({ activity, done, total, unit: 'rows' });
    if (signal.aborted) {
      throw new TgParserError('interrupted', `Stopped while ${activity}, after ${done.toLocaleString('en-US')} rows`, {
        hint: 'Repeat the command to finish.',
      });
    }
  };
}
