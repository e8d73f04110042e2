import type { ProcessedDocument } from '../domain/processed-document.ts';
import { telegramUrl } from '../domain/telegram-url.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { ExportRequest } from './export-request.ts';
import type { ExportStores } from './export-stores.ts';
import { readBundle } from './read-bundle.ts';
import { findChannel, indexChannels } from './resolve-sources.ts';

/** Documents held in memory at a time. */
const pageSize = 500;

export interface ExportedMessage {
  document: ProcessedDocument;
  /** Of the exported topics that hold it, ascending. */
  topicIds: string[];
  url: string | null;
}

/** The documents of the request by source_ref, in pages, with their topics and addresses. */
export async function* readMessages(
  stores: ExportStores,
  request: ExportRequest,
  cards: readonly TopicCard[],
): AsyncGenerator<ExportedMessage[]> {
  const topicsOf = createTopicLookup(stores, request, cards);
  const channels = indexChannels(request.sources);
  for await (const { channelId, documents } of readPages(stores, request, cards)) {
    const topics = await topicsOf(channelId, documents);
    const threads = await findThreads(stores.rawStore, channelId, documents);
    yield documents.map((document) => ({
      document,
      topicIds: topics.get(document.source_ref) ?? [],
      url: telegramUrl(findChannel(channels, channelId), {
        space: document.message_type,
        messageId: document.source_message_id,
        threadId: threads.get(document.source_message_id),
      }),
    }));
  }
}

interface Page {
  channelId: string;
  documents: ProcessedDocument[];
}

async function* readPages(stores: ExportStores, request: ExportRequest, cards: readonly TopicCard[]): AsyncGenerator<Page> {
  if (request.topicId !== null) {
    yield* readTopicPages(stores, request, cards);
    return;
  }
  for (const channelId of request.channelIds) {
    for await (const documents of readDocumentPages(stores, request, channelId)) {
      yield { channelId, documents };
    }
  }
}

/** The documents of one channel that lie in the period. */
export function readDocumentPages(
  { documentStore }: ExportStores,
  { period }: ExportRequest,
  channelId: string,
): AsyncIterable<ProcessedDocument[]> {
  return documentStore.readDocuments(channelId, { pageSize, from: period.from ?? undefined, to: period.to ?? undefined });
}

/** The documents of one topic, whose refs are in memory. */
async function* readTopicPages(
  { topicStore, documentStore }: ExportStores,
  request: ExportRequest,
  cards: readonly TopicCard[],
): AsyncGenerator<Page> {
  const { from, to } = request.period;
  for (const card of cards) {
    const sourceRefs: string[] = [];
    for await (const items of (await readBundle(topicStore, card, request)).items) {
      sourceRefs.push(...items.map(({ source_ref }) => source_ref));
    }
    sourceRefs.sort(compareText);
    for (let start = 0; start < sourceRefs.length; start += pageSize) {
      const page = sourceRefs.slice(start, start + pageSize);
      const found = await documentStore.getDocuments(page);
      const documents = page
        .flatMap((sourceRef) => found.get(sourceRef) ?? [])
        .filter(({ date }) => (from === null || date >= from) && (to === null || date <= to));
      for (const channelId of new Set(documents.map(({ channel_id }) => channel_id))) {
        yield { channelId, documents: documents.filter(({ channel_id }) => channel_id === channelId) };
      }
    }
  }
}

type TopicLookup = (channelId: string, documents: readonly ProcessedDocument[]) => Promise<ReadonlyMap<string, string[]>>;

/** Names exported topics only, so that every id an entry carries has its file. */
function createTopicLookup({ topicStore }: ExportStores, request: ExportRequest, cards: readonly TopicCard[]): TopicLookup {
  const exported = new Set(cards.map(({ id }) => id));
  const { topicId } = request;
  if (topicId !== null) {
    return async (_, documents) => new Map(documents.map(({ source_ref }) => [source_ref, [topicId]]));
  }
  if (!request.includeSupporting) {
    const byAnchor = indexByAnchor(cards);
    return async () => byAnchor;
  }
  return async (channelId, documents) => {
    const [first, last] = [documents.at(0), documents.at(-1)];
    const whose = request.catalogueId ?? channelId;
    const found = first && last ? await topicStore.topicsBetween(whose, first.source_ref, last.source_ref) : new Map();
    for (const [sourceRef, ids] of found) {
      if (!ids.every((id: string) => exported.has(id))) {
        found.set(
          sourceRef,
          ids.filter((id: string) => exported.has(id)),
        );
      }
    }
    return found;
  };
}

/** Cards come by id, so that each list is ascending. */
function indexByAnchor(cards: readonly TopicCard[]): Map<string, string[]> {
  const topics = new Map<string, string[]>();
  for (const { id, anchors } of cards) {
    for (const { anchor_ref } of anchors) {
      topics.set(anchor_ref, [...(topics.get(anchor_ref) ?? []), id]);
    }
  }
  return topics;
}

/** The posts under which comments stand, by the comments' ids: a document does not carry it, and an address needs it. */
async function findThreads(
  rawStore: RawStore,
  channelId: string,
  documents: readonly ProcessedDocument[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const commentIds = documents
    .filter(({ message_type }) => message_type === 'comment')
    .map((document) => Number(document.source_message_id));
  if (commentIds.length === 0) {
    return new Map();
  }
  const comments = await rawStore.getMessages(channelId, 'comment', commentIds);
  return new Map(comments.map(({ message }) => [message.id, message.thread_id]));
}
