import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { TopicsChange } from '../ports/topic-store.ts';
import { arrangeMembers } from './arrange-members.ts';
import type { CuratedTopic } from './curated-topic.ts';
import type { Decision } from './decision.ts';
import { protectParts } from './protect-parts.ts';
import { relinkTopics } from './relink-topics.ts';
import { toTitle } from './to-title.ts';
import { toVersion } from './to-version.ts';

export interface TopicsToMerge {
  /** Goes on, with its id, theme and, unless another is given, title. */
  into: CuratedTopic;
  /** Are retired. */
  merged: readonly CuratedTopic[];
  /** The other active topics of the channel. */
  rest: readonly TopicCard[];
  title?: string | undefined;
}

/**
 * Moves the messages of several topics into one; a message that more than one held keeps its best score.
 *
 * @throws TgParserError `usage_invalid` when it is not about different topics
 */
export function mergeTopics({ into, merged, rest, title }: TopicsToMerge, decision: Decision): TopicsChange {
  const topics = [into, ...merged];
  requireDifferent(topics);
  const { at } = decision;
  const gone = new Map(merged.map(({ card }) => [card.id, into.card.id]));
  const whole = arrangeMembers(
    { card: joinCards(into, topics, title), bundle: into.bundle },
    {
      items: joinItems(topics),
      anchors: topics.flatMap(({ card }) => card.anchors),
      timeRange: joinRanges(topics.map(({ bundle }) => bundle.time_range)),
    },
    at,
  );
  const retired = merged.map(({ card }): TopicCard => {
    return { ...card, status: 'retired', merged_into: into.card.id, related_topics: [], updated_at: at };
  });
  const relinked = relinkTopics(rest, gone, decision);
  const took = `took in ${merged.map(({ card }) => `"${card.title}"`).join(', ')}`;
  const went = `merged into "${whole.card.title}"`;
  return {
    cards: [whole.card, ...retired, ...relinked.cards],
    bundles: [whole.bundle],
    outside: [],
    removedOutside: [],
    versions: [
      toVersion(whole.card, { change: 'merged', otherwise: took }, decision),
      ...retired.map((card) => toVersion(card, { change: 'merged', otherwise: went }, decision)),
      ...relinked.versions,
    ],
  };
}

function requireDifferent(topics: readonly CuratedTopic[]): void {
  const ids = new Set(topics.map(({ card }) => card.id));
  if (ids.size < 2 || ids.size < topics.length) {
    throw new TgParserError('usage_invalid', 'A topic cannot be merged with itself', {
      hint: 'Name the topic that stays first, and then each other one once.',
    });
  }
}

function joinCards({ card }: CuratedTopic, topics: readonly CuratedTopic[], title: string | undefined): TopicCard {
  const ids = new Set(topics.map((topic) => topic.card.id));
  const join = (field: 'scope_in' | 'tags' | 'keywords') => [...new Set(topics.flatMap((topic) => topic.card[field]))];
  const scopeIn = join('scope_in');
  const scopeOut = card.scope_out.filter((text) => !scopeIn.includes(text));
  return {
    ...card,
    title: title === undefined ? card.title : toTitle(title),
    scope_in: scopeIn,
    scope_out: scopeOut.length > 0 ? scopeOut : card.scope_out,
    tags: join('tags'),
    keywords: join('keywords'),
    sources: [...new Set(topics.flatMap((topic) => topic.card.sources))].sort(compareText),
    related_topics: card.related_topics.filter((id) => !ids.has(id)),
    protected: protectParts(card, 'members', ...(title === undefined ? [] : (['title'] as const))),
  };
}

function joinItems(topics: readonly CuratedTopic[]): TopicBundleItem[] {
  const best = new Map<string, TopicBundleItem>();
  for (const item of topics.flatMap(({ bundle }) => bundle.items)) {
    const known = best.get(item.source_ref);
    if (!known || item.score > known.score) {
      best.set(item.source_ref, item);
    }
  }
  return [...best.values()];
}

function joinRanges(ranges: readonly TopicBundle['time_range'][]): TopicBundle['time_range'] {
  const known = ranges.filter((range) => range !== null);
  const from = known.map((range) => range.from).sort(compareText)[0];
  const to = known
    .map((range) => range.to)
    .sort(compareText)
    .at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}
