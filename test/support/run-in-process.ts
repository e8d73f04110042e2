import { Writable } from 'node:stream';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { checkLedgers } from './check-ledgers.ts';

export interface FinishedCommandLine {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command line inside the test's own process: the same code, without the time that a process takes to start.
 *
 * @param surroundings.environment instead of that of the test, as for a program; times are told in the zone of the test
 */
export async function runInProcess(
  argv: readonly string[],
  { environment }: { environment?: Readonly<Record<string, string>> } = {},
): Promise<FinishedCommandLine> {
  const stdout = new Recorder();
  const stderr = new Recorder();
  const exitCode = await runCommandLine({
    argv,
    environment: environment && { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ...environment },
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  });
  if (exitCode === 0 || exitCode === 3) {
    await checkLedgers(argv);
  }
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

class Recorder extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.text += chunk.toString('utf8');
    callback();
  }
}
