import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ServedChannel, WebAnnouncement } from './serve-telegram-web.ts';

export interface SpawnedTelegramWeb extends WebAnnouncement {
  close(): Promise<void>;
}

/** The sources, or what the compiler made of them, whichever this module is. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const program = fileURLToPath(new URL(`./serve-telegram-web.${extension}`, import.meta.url));
const loader = extension === 'ts' ? ['--import', new URL('../model-providers/load-typescript.mjs', import.meta.url).href] : [];

/** A fake in a process of its own: it takes no time of the caller's. The caller closes it; it also ends when the caller's process does. */
export async function spawnTelegramWeb(channel: ServedChannel): Promise<SpawnedTelegramWeb> {
  const child = spawn(process.execPath, [...loader, program, JSON.stringify(channel)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line');
  const [announced] = await Promise.race([
    line,
    ended.then(([code]) => {
      throw new Error(`The fake ended with code ${code} before it listened.`);
    }),
  ]);
  return {
    ...(JSON.parse(announced) as WebAnnouncement),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
