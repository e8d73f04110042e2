import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const programPath = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface FinishedProgram {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface StartedProgram {
  pid: number | undefined;
  kill: (signal: NodeJS.Signals) => void;
  /** What it has written on stderr so far. */
  stderr: () => string;
  /** Resolves when the program has written this on stderr. */
  said: (text: string) => Promise<void>;
  finished: Promise<FinishedProgram>;
}

export interface ProgramSurroundings {
  environment?: Record<string, string> | undefined;
  cwd?: string | undefined;
}

/** Starts the built program as a user would. */
export function startProgram(words: readonly string[], { environment = {}, cwd }: ProgramSurroundings = {}): StartedProgram {
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
    child.emit('said');
  });
  const finished = new Promise<FinishedProgram>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
  const said = async (text: string) => {
    while (!stderr.includes(text)) {
      await Promise.race([
        once(child, 'said'),
        finished.then(() => Promise.reject(new Error(`It never said "${text}": ${stderr}`))),
      ]);
    }
  };
  return { pid: child.pid, kill: (signal) => void child.kill(signal), stderr: () => stderr, said, finished };
}
