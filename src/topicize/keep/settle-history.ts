import type { TopicBundle, TopicCard } from '../../domain/topic-card.ts';
import { compareText } from '../../lib/compare-text.ts';
import { stableJson } from '../../lib/stable-json.ts';
import type { Catalogue } from '../../ports/topic-store.ts';
import type { CardContext } from '../describe/card-context.ts';
import type { Earlier } from '../read/read-earlier.ts';

/**
 * Joins what was worked out now with the run before: a topic that says the same stays as it was, byte by byte; one that nothing
 * continues is retired and never comes back under its id. What changed goes into the topics' history.
 */
export function settleHistory(
  { cards, bundles }: { cards: TopicCard[]; bundles: TopicBundle[] },
  earlier: Pick<Earlier, 'cards' | 'bundles'>,
  { runId, at }: Pick<CardContext, 'runId' | 'at'>,
): Pick<Catalogue, 'cards' | 'bundles' | 'versions'> & { retired: number } {
  const before = new Map(earlier.cards.map((card) => [card.id, card]));
  const living = new Set(cards.map(({ id }) => id));
  const versions: Catalogue['versions'] = [];
  const note = (change: string, reason: string, card: TopicCard) =>
    versions.push({ topicId: card.id, at, runId, change, reason, card });

  const settled = cards.map((card) => {
    const old = before.get(card.id);
    if (old && saysTheSame(old, card)) {
      return old;
    }
    const born = card.origin === 'target' ? 'named by a person' : 'found in the messages';
    note(old ? 'updated' : 'created', old ? 'its messages or its wording changed' : born, card);
    return card;
  });
  const vanished = earlier.cards.filter(({ id, status }) => !living.has(id) && status !== 'retired');
  const retired = vanished.map((card) => ({ ...card, status: 'retired' as const, related_topics: [], updated_at: at }));
  for (const card of retired) {
    const reason =
      card.origin === 'target'
        ? 'no message is about its target, or there is no such target any more'
        : 'fewer than half of its messages are still together';
    note('retired', reason, card);
  }
  const stillRetired = earlier.cards.filter(({ id, status }) => !living.has(id) && status === 'retired');
  return {
    cards: [...settled, ...retired, ...stillRetired].sort((left, right) => compareText(left.id, right.id)),
    bundles: bundles.map((bundle) => keepUnchanged(bundle, earlier.bundles.get(bundle.topic_id))),
    versions,
    retired: retired.length,
  };
}

function saysTheSame(left: TopicCard, right: TopicCard): boolean {
  return sayings(left) === sayings(right);
}

function sayings({ metadata, updated_at, ...said }: TopicCard): string {
  return stableJson(said);
}

function keepUnchanged(bundle: TopicBundle, old: TopicBundle | undefined): TopicBundle {
  return old && stableJson({ ...old, updated_at: '' }) === stableJson({ ...bundle, updated_at: '' }) ? old : bundle;
}
