import type { Ledger } from '../domain/message-state.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { RawStore } from '../ports/raw-store.ts';

/** In which state each raw message of a channel is; the states add up to `raw_messages`. */
export async function readLedger(
  { rawStore, documentStore }: { rawStore: RawStore; documentStore: DocumentStore },
  channelId: string,
): Promise<Ledger> {
  const { total } = await rawStore.counts(channelId);
  const settled = await documentStore.ledger(channelId);
  const { raw_messages: _, unprocessed: __, ...states } = settled;
  const accounted = Object.values(states).reduce((sum, count) => sum + count, 0);
  return { ...settled, raw_messages: total, unprocessed: total - accounted };
}
