import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkLedgers } from './check-ledgers.ts';

export const programPath = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface FinishedProgram {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface ProgramOptions {
  /** Sends a signal after this time. */
  killAfterMs?: number;
  /** Default SIGKILL. */
  killSignal?: NodeJS.Signals;
  environment?: Record<string, string>;
  cwd?: string;
}

/** Runs the built program as a user would, and checks the ledger of its data folder when it ended well. */
export async function runProgram(words: readonly string[], options: ProgramOptions = {}): Promise<FinishedProgram> {
  const finished = await spawnProgram(words, options);
  if (finished.exitCode === 0 || finished.exitCode === 3) {
    await checkLedgers(words);
  }
  return finished;
}

function spawnProgram(
  words: readonly string[],
  { killAfterMs, killSignal = 'SIGKILL', environment = {}, cwd }: ProgramOptions,
): Promise<FinishedProgram> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programPath, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ...environment },
      ...(cwd === undefined ? {} : { cwd }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill(killSignal), killAfterMs);
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      resolve({ exitCode, signal, stdout, stderr });
    });
  });
}
