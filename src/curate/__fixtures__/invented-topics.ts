import fc from 'fast-check';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import type { TopicAnchor, TopicBundleItem, TopicCard } from '../../domain/topic-card.ts';
import { newDocument } from '../../../test/contract/documents.ts';
import { channelId, noon } from '../../../test/contract/raw-messages.ts';
import type { CuratedTopic } from '../curated-topic.ts';

export const later = '2024-05-02T12:00:00Z';
export const refOf = (messageId: number) => `tg:${channelId}:post:${messageId}`;

/** A message of a topic: its id and score, and whether it is an anchor. */
export type InventedItem = readonly [messageId: number, score: number, isAnchor?: boolean];

/** A topic called after its first message, with its items in the order of a bundle. */
export function inventTopic(items: readonly InventedItem[], change: Partial<TopicCard> = {}): CuratedTopic {
  const bundleItems = items
    .map(([messageId, score, isAnchor = false]): TopicBundleItem => ({
      channel_id: channelId,
      message_id: String(messageId),
      message_type: 'post',
      source_ref: refOf(messageId),
      role: isAnchor ? 'anchor' : 'supporting',
      score,
      justification: `because of ${messageId} with ${score}`,
      thread_id: String(messageId),
      parent_message_id: null,
    }))
    .sort(
      (left, right) =>
        (left.role < right.role ? -1 : left.role > right.role ? 1 : 0) ||
        right.score - left.score ||
        (left.source_ref < right.source_ref ? -1 : 1),
    );
  const anchors = bundleItems
    .filter(({ role }) => role === 'anchor')
    .map(({ channel_id, message_id, message_type, source_ref, score }): TopicAnchor => {
      return { channel_id, message_id, message_type, anchor_ref: source_ref, score };
    });
  const name = items[0]?.[0] ?? 0;
  const id = `topic:${refOf(name)}`;
  return {
    card: {
      id,
      title: `Topic ${name}`,
      summary: `Summary ${name}`,
      scope_in: [`in ${name}`],
      scope_out: [`out ${name}`],
      type: anchors.length >= 2 ? 'cluster' : 'singleton',
      anchors,
      sources: anchors.map(({ anchor_ref }) => anchor_ref).sort(),
      updated_at: noon,
      tags: [],
      keywords: [`word ${name}`],
      related_topics: [],
      theme: { id: 'theme:1', title: 'Theme' },
      status: 'active',
      origin: 'discovered',
      metadata: {
        topicization_run_id: 'run',
        pipeline_version: 'topicization:v1.0.0',
        algorithm: 'none',
        parameters: {},
        model_id: 'builtin',
        prompt_id: null,
        prompt_name: null,
        input_scope: { channel_id: channelId, mode: 'whole_channel' },
      },
      ...change,
    },
    bundle: {
      topic_id: id,
      updated_at: noon,
      items: bundleItems,
      time_range: { from: dateOf(Math.min(...items.map(([messageId]) => messageId))), to: dateOf(Math.max(...items.map(([messageId]) => messageId))) },
      channels: [channelId],
      metadata: { items_total: items.length, anchors_total: anchors.length },
    },
  };
}

/** A day for each message, in the order of their ids. */
export function dateOf(messageId: number): string {
  return new Date(Date.UTC(2024, 0, messageId, 12)).toISOString().replace('.000', '');
}

/** The documents of topics, each with a title and a date of its own. */
export function documentsOf(topics: readonly CuratedTopic[]): Map<string, ProcessedDocument> {
  const ids = topics.flatMap(({ bundle }) => bundle.items.map(({ message_id }) => Number(message_id)));
  return new Map(ids.map((id) => [refOf(id), newDocument(id, { date: dateOf(id), keywords: [`word ${id}`] })]));
}

const score = fc.integer({ min: 50, max: 100 }).map((hundredths) => hundredths / 100);

/** Topics with names of their own, whose messages may overlap: one to three anchors each, at least two where there are two messages. */
export const someTopics = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 5 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .tuple(score, fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), score), { selector: ([id]) => id, maxLength: 8 }), fc.integer({ min: 1, max: 3 }))
          .map(([own, others, anchors]) => {
            const items = [[name, own] as const, ...others.filter(([id]) => id !== name)];
            return inventTopic(items.map(([id, value], place) => [id, value, place < Math.max(anchors, Math.min(2, items.length))]));
          }),
      ),
    ),
  );
