import type { ErrorCode } from '../domain/error-code.ts';
import type { RunOutcome } from '../domain/run.ts';
import { exitCodeOf } from './exit-code.ts';
import { oneLine } from './one-line.ts';
import type { Output } from './output.ts';

interface EndedRun {
  outcome: RunOutcome;
  stopped_by?: { code: ErrorCode; message: string; hint: string | null };
}

/** Says on stderr what stopped a run, as an error would. @returns the exit code */
export function endOfRun(output: Output, run: EndedRun): number {
  if (run.stopped_by) {
    output.notice(`tg-parser: ${oneLine(run.stopped_by.message)}`);
    if (run.stopped_by.hint) {
      output.notice(`  ${oneLine(run.stopped_by.hint)}`);
    }
  }
  return exitCodeOf(run);
}
