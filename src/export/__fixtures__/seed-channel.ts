import { sha256 } from '../../lib/sha256.ts';
import { compareText } from '../../lib/compare-text.ts';
import { instantFromUnixSeconds } from '../../domain/instant.ts';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import { formatSourceRef, type MessageSpace } from '../../domain/source-ref.ts';
import type { Source } from '../../domain/source.ts';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../../domain/topic-card.ts';
import type { NewRawMessage } from '../../ports/raw-store.ts';
import type { ExportStores } from '../export-stores.ts';

const at = '2026-03-01T12:00:00Z';
const firstDay = Date.UTC(2026, 0, 1) / 1000;
export interface SeededMessage {
  space: MessageSpace;
  messageId: number;
}

export interface ChannelSeed {
  channelId: string;
  /** Posts 1 … count, one a day from 2026-01-01 on at noon. */
  count: number;
  /** Default 6. Every tenth message is in no topic, and messages 20, 40 … are noise. */
  messagesPerTopic?: number;
  /** Comments under post 1. */
  comments?: number;
  text?: (messageId: number) => string;
  topicTitle?: (index: number) => string;
}

const defaultText = (messageId: number) => `Пост ${messageId}: how a chain is cleaned, and why it matters.\nSecond line № ${messageId}`;

export function sourceOf(channelId: string, change: Partial<Source> = {}): Source {
  return {
    sourceId: `source-${channelId}`,
    channelId,
    username: null,
    title: `Channel ${channelId}`,
    kind: 'channel',
    via: 'export',
    status: 'active',
    includeComments: true,
    batchSize: 100,
    historyFrom: null,
    historyTo: null,
    pollInterval: null,
    exportPath: null,
    exportChat: null,
    exportTimezone: null,
    rateLimitedUntil: null,
    statusCode: null,
    ownerId: null,
    createdAt: at,
    updatedAt: at,
    ...change,
  };
}

/** Fills the stores through their ports as the earlier steps would. */
export async function seedChannel(stores: ExportStores, seed: ChannelSeed): Promise<void> {
  const messages: SeededMessage[] = [
    ...Array.from({ length: seed.count }, (_, index) => ({ space: 'post' as const, messageId: index + 1 })),
    ...Array.from({ length: seed.comments ?? 0 }, (_, index) => ({ space: 'comment' as const, messageId: index + 1 })),
  ];
  for (let start = 0; start < messages.length; start += 1000) {
    const page = messages.slice(start, start + 1000);
    await stores.rawStore.writeChunk(seed.channelId, (chunk) => chunk.insert(page.map((one) => toRaw(seed, one)), at));
    await stores.documentStore.saveChunk(seed.channelId, {
      states: page.map((one) => ({ ...one, state: 'documented' as const, skipReason: null, fingerprint: `f${one.messageId}` })),
      documents: page.map((one) => ({ document: toDocument(seed, one), sketch: [`${one.space}${one.messageId}`] })),
      failures: [],
    });
  }
  await stores.documentStore.settleDuplicates(seed.channelId);
  await stores.documentStore.setSettledSequence(seed.channelId, await stores.rawStore.lastSequence(seed.channelId));
  await seedTopics(stores, seed);
}

export async function seedTopics(stores: ExportStores, seed: ChannelSeed, runId = 'run-1'): Promise<void> {
  const topicSize = seed.messagesPerTopic ?? 6;
  const ids = Array.from({ length: seed.count }, (_, index) => index + 1).filter((id) => id % 10 !== 0);
  const groups = Array.from({ length: Math.floor(ids.length / topicSize) }, (_, index) =>
    ids.slice(index * topicSize, (index + 1) * topicSize),
  );
  const topics = groups.map((group, index) => toTopic(seed, { group, index, runId }));
  await stores.topicStore.replaceCatalogue(seed.channelId, {
    origin: {
      documentsRevision: (await stores.documentStore.progress(seed.channelId)).revision,
      rawSequence: await stores.rawStore.lastSequence(seed.channelId),
      parametersHash: 'p', foundedDocuments: 3,
      runId,
    },
    cards: topics.map(({ card }) => card).sort((left, right) => compareText(left.id, right.id)),
    bundles: topics.map(({ bundle }) => bundle),
    outside: [],
    versions: [],
  });
}

function dateOf({ messageId }: SeededMessage): string {
  return instantFromUnixSeconds(firstDay + (messageId - 1) * 86_400 + 43_200) ?? at;
}

function toRaw({ channelId, text = defaultText }: ChannelSeed, { space, messageId }: SeededMessage): NewRawMessage {
  const record: RawMessage = {
    id: String(messageId),
    message_type: space,
    source_ref: formatSourceRef({ channelId, space, messageId }),
    channel_id: channelId,
    date: dateOf({ space, messageId }),
    text: text(messageId),
    ...(space === 'comment' && { parent_message_id: '1', thread_id: '1' }),
    raw_payload: { id: messageId, text: text(messageId) },
  };
  return {
    record,
    digest: sha256(record.text),
    place: {
      space,
      messageId,
      isService: false,
      date: record.date,
      parentId: space === 'comment' ? 1 : null,
      threadId: space === 'comment' ? 1 : messageId,
      forumTopicId: null,
      forumTopicTitle: null,
      albumId: null,
      albumKey: null,
      hasText: true,
    },
  };
}

function toDocument({ channelId, text = defaultText }: ChannelSeed, { space, messageId }: SeededMessage): ProcessedDocument {
  const sourceRef = formatSourceRef({ channelId, space, messageId });
  const isNoise = messageId % 20 === 0;
  return {
    id: `doc:${sourceRef}`,
    source_ref: sourceRef,
    source_message_id: String(messageId),
    channel_id: channelId,
    message_type: space,
    processed_at: at,
    date: dateOf({ space, messageId }),
    text_clean: text(messageId),
    title: text(messageId).split('\n')[0] || '…',
    summary: messageId % 2 === 0 ? 'How a chain is cleaned.' : null,
    topics: ['bicycles'],
    keywords: ['chain', 'цепь'],
    entities: [{ type: 'hashtag', value: '#chain', confidence: 1 }],
    language: 'en',
    noise: { is_noise: isNoise, kind: isNoise ? 'advertising' : null, reason: isNoise ? 'sells a chain' : null },
    duplicate_of: null,
    content_hash: sha256(text(messageId)),
    metadata: {
      pipeline_version: 'processing:v1.0.0',
      model_id: 'builtin',
      prompt_id: null,
      prompt_name: null,
      parameters: {},
      usage: null,
    },
  };
}

function toTopic(
  { channelId, topicTitle = (index) => `Topic ${index}` }: ChannelSeed,
  { group, index, runId }: { group: number[]; index: number; runId: string },
): { card: TopicCard; bundle: TopicBundle } {
  const items: TopicBundleItem[] = group.map((messageId, position) => ({
    channel_id: channelId,
    message_id: String(messageId),
    message_type: 'post',
    source_ref: formatSourceRef({ channelId, space: 'post', messageId }),
    role: position < 2 ? 'anchor' : 'supporting',
    score: 1 - position / 10,
    justification: 'speaks of the chain',
    thread_id: String(messageId),
    parent_message_id: null,
  }));
  const anchors = items.slice(0, 2).map(({ channel_id, message_id, message_type, source_ref, score }) => ({
    channel_id,
    message_id,
    message_type,
    anchor_ref: source_ref,
    score,
  }));
  const id = `topic:${items[0]?.source_ref}`;
  const card: TopicCard = {
    id,
    title: topicTitle(index),
    summary: 'What a chain needs.',
    scope_in: ['chains'],
    scope_out: ['cars'],
    type: 'cluster',
    anchors,
    sources: items.map(({ source_ref }) => source_ref),
    updated_at: at,
    tags: ['chain'],
    keywords: ['chain'],
    related_topics: [],
    theme: null,
    status: 'active',
    origin: 'discovered',
    metadata: {
      topicization_run_id: runId,
      pipeline_version: 'topicization:v1.0.0',
      algorithm: 'louvain',
      parameters: {},
      model_id: 'builtin',
      prompt_id: null,
      prompt_name: null,
      input_scope: { channel_id: channelId, mode: 'full' },
    },
  };
  return { card, bundle: { topic_id: id, updated_at: at, items, time_range: null, channels: [channelId], metadata: {} } };
}
