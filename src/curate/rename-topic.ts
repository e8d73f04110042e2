import type { TopicCard } from '../domain/topic-card.ts';
import type { TopicsChange } from '../ports/topic-store.ts';
import type { Decision } from './decision.ts';
import { protectParts } from './protect-parts.ts';
import { toTitle } from './to-title.ts';
import { toVersion } from './to-version.ts';

/**
 * Gives a topic another title and, when one is passed, another summary.
 *
 * @throws TgParserError `usage_invalid` for an empty title
 */
export function renameTopic(
  card: TopicCard,
  { title, summary }: { title: string; summary?: string | undefined },
  decision: Decision,
): TopicsChange {
  const renamed: TopicCard = {
    ...card,
    title: toTitle(title),
    summary: summary?.trim() ?? card.summary,
    protected: protectParts(card, 'title'),
    updated_at: decision.at,
  };
  return {
    cards: [renamed],
    bundles: [],
    outside: [],
    removedOutside: [],
    versions: [toVersion(renamed, { change: 'renamed', otherwise: `was called "${card.title}"` }, decision)],
  };
}
