import { spawnFake } from '../spawn-fake.ts';
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

/** Starts a fake in another process. The caller closes it; it also ends when the caller's process does. */
export async function spawnModelProvider(api: FakeApi, options: ServedOptions = {}): Promise<SpawnedModelProvider> {
  const { url, key, controlUrl, close } = await spawnFake<Announcement>(new URL('./serve-model-provider', import.meta.url), {
    api,
    options,
  });
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
    close,
  };
}
