import { spawn, spawnSync } from 'node:child_process';
import { programPath } from './start-program.ts';

/** Whether this machine can give a program a terminal of its own: by `script`, of util-linux. */
export const hasTerminals = spawnSync('script', ['-qec', 'exit 7', '/dev/null'], { stdio: 'ignore' }).status === 7;

export interface TerminalSession {
  /** Waits until the program has written this. */
  read: (text: string) => Promise<void>;
  /** The same, and types a line. */
  answer: (question: string, line: string) => Promise<void>;
  /** Everything on the screen, what was typed included. */
  finished: Promise<{ exitCode: number | null; screen: string }>;
}

/** Starts the built program at a terminal, as somebody who sits in front of it. */
export function startAtTerminal(words: readonly string[], environment: Record<string, string>): TerminalSession {
  const command = [process.execPath, programPath, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: 'xterm', TZ: 'UTC', ...environment },
  });
  let screen = '';
  let read = 0;
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (const listener of listeners) {
      listener();
    }
  });
  const finished = new Promise<{ exitCode: number | null; screen: string }>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, screen }));
  });
  const readUntil = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        const at = screen.indexOf(text, read);
        if (at >= 0) {
          read = at + text.length;
          listeners.delete(look);
          resolve();
        }
      };
      listeners.add(look);
      look();
      void finished.then(() => reject(new Error(`It never wrote "${text}": ${screen}`)));
    });
  return {
    read: readUntil,
    async answer(question, line) {
      await readUntil(question);
      child.stdin.write(`${line}\r`);
    },
    finished,
  };
}
