import { Writable } from 'node:stream';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { checkLedgers } from './check-ledgers.ts';

export interface FinishedCommandLine {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line inside the test's own process: the same code, without the time that a process takes to start. */
export async function runInProcess(argv: readonly string[]): Promise<FinishedCommandLine> {
  const stdout = new Recorder();
  const stderr = new Recorder();
  const exitCode = await runCommandLine({
    argv,
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
