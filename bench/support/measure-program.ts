import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measurement {
  seconds: number;
  /** Largest resident set of the process, in megabytes of 1,000,000 bytes; 0 where /proc is missing. */
  peakMegabytes: number;
  stdout: string;
}

const pollMs = 20;

/**
 * Runs a program to its end and watches its memory from outside.
 *
 * @param words Node's arguments: a script and its own
 * @throws Error when it does not end with 0
 */
export function measureProgram(words: readonly string[]): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    let peakMegabytes = 0;
    const timer = setInterval(() => {
      peakMegabytes = Math.max(peakMegabytes, residentPeak(child.pid));
    }, pollMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - startedAt) / 1000;
      if (code === 0) {
        resolve({ seconds, peakMegabytes, stdout });
      } else {
        reject(new Error(`${words.join(' ')} ended with ${code}: ${stderr}`));
      }
    });
  });
}

/** The kernel's own high-water mark, so that polling misses nothing but the very end. */
function residentPeak(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (Number(kilobytes ?? 0) * 1024) / 1_000_000;
  } catch {
    return 0;
  }
}
