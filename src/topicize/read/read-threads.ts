import type { RawStore, ThreadPlace } from '../../ports/raw-store.ts';

const pageSize = 5_000;

/** Where all messages of a channel stand in their conversations. */
export async function readThreads(rawStore: Pick<RawStore, 'readThreads'>, channelId: string): Promise<ThreadPlace[]> {
  const places: ThreadPlace[] = [];
  for await (const page of rawStore.readThreads(channelId, { pageSize })) {
    for (const place of page) {
      places.push(place);
    }
  }
  return places;
}
