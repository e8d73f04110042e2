import type { Ledger } from '../domain/message-state.ts';
import type { Run } from '../domain/run.ts';
import type { Source } from '../domain/source.ts';
import type { DocumentCounts } from '../ports/document-store.ts';
import type { RawCounts } from '../ports/raw-store.ts';
import type { Application } from './application.ts';
import { type HolderFields, holderFields } from './holder-fields.ts';
import { readLedger } from './read-ledger.ts';

export interface SourceStatus {
  source: Source;
  raw: RawCounts | null;
  documents: DocumentCounts | null;
  topics: { active: number; retired: number };
  ledger: Ledger | null;
  /** The steps that are being executed, and by whom. */
  running: HolderFields[];
  /** Newest first. */
  last_runs: Run[];
}

/** What is stored of a source, what is waiting, and its last runs. */
export async function readStatus(
  {
    rawStore,
    documentStore,
    topicStore,
    runStore,
    stepLocks,
    clock,
  }: Pick<Application, 'rawStore' | 'documentStore' | 'topicStore' | 'runStore' | 'stepLocks' | 'clock'>,
  source: Source,
): Promise<SourceStatus> {
  const { channelId } = source;
  if (channelId === null) {
    return { source, raw: null, documents: null, topics: { active: 0, retired: 0 }, ledger: null, running: [], last_runs: [] };
  }
  const now = clock.now();
  const cards = await topicStore.cards(channelId, { withRetired: true });
  const retired = cards.filter((card) => card.status === 'retired').length;
  return {
    source,
    raw: await rawStore.counts(channelId),
    documents: await documentStore.counts(channelId),
    topics: { active: cards.length - retired, retired },
    ledger: await readLedger({ rawStore, documentStore }, channelId),
    running: (await stepLocks.held({ channelId, at: now })).map((holder) => holderFields(holder, now)),
    last_runs: await runStore.list({ channelId, limit: 5 }),
  };
}
