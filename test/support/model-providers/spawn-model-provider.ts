import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProviderRecord } from './provider-record.ts';
import type { Announcement } from './serve-model-provider.ts';
import type { ServedOptions } from './served-options.ts';
import type { FakeApi } from './start-model-provider.ts';

/** A fake in a process of its own: it takes no time of the caller's, and lives on when a client is killed. */
export interface SpawnedModelProvider {
  readonly url: string;
  readonly key: string;
  /** What happened until this moment. */
  record(withRequests?: boolean): Promise<ProviderRecord>;
  /** Holds from the next request on; what is not named stays. */
  change(options: ServedOptions): Promise<void>;
  close(): Promise<void>;
}

/** The sources, or what the compiler made of them, whichever this module is. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const program = fileURLToPath(new URL(`./serve-model-provider.${extension}`, import.meta.url));
const loader = extension === 'ts' ? ['--import', new URL('./load-typescript.mjs', import.meta.url).href] : [];

/** Starts a fake in another process. The caller closes it; it also ends when the caller's process does. */
export async function spawnModelProvider(api: FakeApi, options: ServedOptions = {}): Promise<SpawnedModelProvider> {
  const child = spawn(process.execPath, [...loader, program, JSON.stringify({ api, options })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line');
  const [announced] = await Promise.race([
    line,
    ended.then(([code]) => {
      throw new Error(`The fake of ${api} ended with code ${code} before it listened.`);
    }),
  ]);
  const { url, key, controlUrl } = JSON.parse(announced) as Announcement;
  return {
    url,
    key,
    record: async (withRequests = false) => {
      const response = await fetch(`${controlUrl}/__record${withRequests ? '?requests=1' : ''}`);
      return (await response.json()) as ProviderRecord;
    },
    change: async (changed) => {
      const response = await fetch(`${controlUrl}/__options`, { method: 'POST', body: JSON.stringify(changed) });
      if (!response.ok) {
        throw new Error(`The fake of ${api} did not take its options: ${response.status}`);
      }
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
