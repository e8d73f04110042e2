import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const programPath = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface FinishedProgram {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs the built program as a user would.
 *
 * @param killAfterMs sends a signal after this time
 * @param killSignal default SIGKILL
 */
export function runProgram(
  words: readonly string[],
  {
    killAfterMs,
    killSignal = 'SIGKILL',
    environment = {},
    cwd,
  }: { killAfterMs?: number; killSignal?: NodeJS.Signals; environment?: Record<string, string>; cwd?: string } = {},
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
