import { checkLedgers } from './check-ledgers.ts';
import { type FinishedProgram, type ProgramSurroundings, startProgram } from './start-program.ts';

export interface ProgramOptions extends ProgramSurroundings {
  /** Sends a signal after this time. */
  killAfterMs?: number;
  /** Default SIGKILL. */
  killSignal?: NodeJS.Signals;
}

/** Runs the built program as a user would, and checks the ledger of its data folder when it ended well. */
export async function runProgram(
  words: readonly string[],
  { killAfterMs, killSignal = 'SIGKILL', ...surroundings }: ProgramOptions = {},
): Promise<FinishedProgram> {
  const program = startProgram(words, surroundings);
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => program.kill(killSignal), killAfterMs);
  const finished = await program.finished.finally(() => clearTimeout(timer));
  if (finished.exitCode === 0 || finished.exitCode === 3) {
    await checkLedgers(words);
  }
  return finished;
}
