import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readProcessStart } from './read-process-start.ts';

it.runIf(existsSync('/proc/self/stat'))('a process keeps its start, and a later one has a later start', async () => {
  const own = readProcessStart(process.pid);
  expect(own).toMatch(/^\d+$/);
  expect(readProcessStart(process.pid)).toBe(own);
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  expect(Number(readProcessStart(child.pid ?? 0))).toBeGreaterThan(Number(own));
  child.stdin?.end();
  await once(child, 'exit');
  expect(readProcessStart(child.pid ?? 0)).toBeNull();
});
