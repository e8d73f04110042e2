import type { ProcessedDocument } from '../domain/processed-document.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { TopicsChange } from '../ports/topic-store.ts';
import { arrangeMembers } from './arrange-members.ts';
import type { CuratedTopic } from './curated-topic.ts';
import type { Decision } from './decision.ts';
import { freshTopicId } from './fresh-topic-id.ts';
import { protectParts } from './protect-parts.ts';
import { toTitle } from './to-title.ts';
import { curatorRunId, toVersion } from './to-version.ts';

export interface TopicToSplit {
  topic: CuratedTopic;
  /** source_refs of the messages that leave the topic. */
  refs: readonly string[];
  /** Those of the topic, by source_ref. */
  documents: ReadonlyMap<string, ProcessedDocument>;
  /** Ids that topics of the channel ever had. */
  usedIds: ReadonlySet<string>;
  /** Default: that of the document of the first anchor. */
  title?: string | undefined;
}

const mostKeywords = 12;

/**
 * Moves messages out of a topic into a new one, which is named after the first of its anchors.
 *
 * @returns the new topic as the second of the cards
 * @throws TgParserError `usage_invalid` when the topic does not hold a message, or one of the two would hold none
 */
export function splitTopic({ topic, refs, documents, usedIds, title }: TopicToSplit, decision: Decision): TopicsChange {
  const { leaving, staying } = divide(topic, refs);
  const { at } = decision;
  const arrange = (card: TopicCard, items: TopicBundleItem[]) =>
    arrangeMembers(
      { card, bundle: topic.bundle },
      { items, anchors: topic.card.anchors, timeRange: rangeOf(items, documents) },
      at,
    );

  const leavingAnchors = arrange(topic.card, leaving).card.anchors;
  const first = documents.get(leavingAnchors[0]?.anchor_ref ?? '');
  const newTitle = toTitle(title ?? first?.title ?? `From "${topic.card.title}"`);
  const part = arrange(
    {
      ...topic.card,
      id: freshTopicId(leavingAnchors[0]?.anchor_ref ?? '', usedIds),
      title: newTitle,
      summary: first?.summary ?? '',
      scope_in: [newTitle],
      scope_out: [topic.card.title],
      sources: leavingAnchors.map(({ anchor_ref }) => anchor_ref).sort(compareText),
      keywords: mostUsed(leaving.flatMap(({ source_ref }) => documents.get(source_ref)?.keywords ?? [])),
      related_topics: [topic.card.id],
      status: 'active',
      protected: title === undefined ? ['members'] : ['title', 'members'],
      metadata: { ...topic.card.metadata, topicization_run_id: curatorRunId, algorithm: curatorRunId },
    },
    leaving,
  );
  const rest = arrange(
    {
      ...topic.card,
      scope_out: [...new Set([...topic.card.scope_out, newTitle])],
      protected: protectParts(topic.card, 'members'),
    },
    staying,
  );
  const left = topic.card.sources.filter((ref) => !leaving.some(({ source_ref }) => source_ref === ref));
  rest.card.sources = left.length > 0 ? left : rest.card.anchors.map(({ anchor_ref }) => anchor_ref).sort(compareText);
  return {
    cards: [rest.card, part.card],
    bundles: [rest.bundle, part.bundle],
    outside: [],
    removedOutside: [],
    versions: [
      toVersion(rest.card, { change: 'split', otherwise: `messages went into "${part.card.title}"` }, decision),
      toVersion(part.card, { change: 'split', otherwise: `split from "${topic.card.title}"` }, decision),
    ],
  };
}

function divide({ card, bundle }: CuratedTopic, refs: readonly string[]) {
  const wanted = new Set(refs);
  const held = new Set(bundle.items.map(({ source_ref }) => source_ref));
  const missing = [...wanted].filter((ref) => !held.has(ref));
  const hint = `"tg-parser topics show ${card.id} --json" lists its messages.`;
  if (missing.length > 0) {
    throw new TgParserError('usage_invalid', `"${card.title}" does not hold ${missing.join(', ')}`, { hint });
  }
  const leaving = bundle.items.filter(({ source_ref }) => wanted.has(source_ref));
  const staying = bundle.items.filter(({ source_ref }) => !wanted.has(source_ref));
  if (leaving.length === 0 || staying.length === 0) {
    const side = leaving.length === 0 ? 'No message would leave' : 'No message would stay in';
    throw new TgParserError('usage_invalid', `${side} "${card.title}"`, {
      hint: `Name some of its ${held.size} messages, not all: ${hint} To change its title, use "tg-parser topics rename".`,
    });
  }
  return { leaving, staying };
}

function rangeOf(
  items: readonly TopicBundleItem[],
  documents: ReadonlyMap<string, ProcessedDocument>,
): TopicBundle['time_range'] {
  const dates = items.flatMap(({ source_ref }) => documents.get(source_ref)?.date ?? []).sort(compareText);
  const [from, to] = [dates[0], dates.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

function mostUsed(keywords: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const keyword of keywords) {
    counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
  }
  return [...counts]
    .sort(([left, more], [right, less]) => less - more || compareText(left, right))
    .slice(0, mostKeywords)
    .map(([keyword]) => keyword);
}
