import type { DraftTopic } from '../group/draft-topic.ts';
import { matchEarlierTopics } from '../keep/match-earlier-topics.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { Earlier } from '../read/read-earlier.ts';
import type { Theme } from './name-themes.ts';

/** Topics that were found together. */
export interface FoundTheme {
  /** Places of the drafts, the first found first. */
  members: number[];
  /** The theme that it goes on as; null for a new one. */
  before: Theme | null;
}

/**
 * Which drafts stand under one theme. A theme goes on as long as half of its documents stay together. Themes that hold one topic each say
 * nothing, and there are none then.
 */
export function findThemes(
  channel: LoadedChannel,
  drafts: readonly Pick<DraftTopic, 'theme' | 'places'>[],
  earlier: Pick<Earlier, 'topics'>,
): FoundTheme[] {
  const byTheme = new Map<number, number[]>();
  for (const [place, { theme }] of drafts.entries()) {
    if (theme !== null) {
      byTheme.set(theme, [...(byTheme.get(theme) ?? []), place]);
    }
  }
  const clusters = drafts.filter(({ theme }) => theme !== null).length;
  if (byTheme.size < 2 || byTheme.size >= clusters) {
    return [];
  }
  const themes = [...byTheme.values()];
  const before = earlierThemes(earlier);
  const kept = matchEarlierTopics(
    [...before].map(([id, { sourceRefs }]) => ({ id, sourceRefs })),
    themes.map((members) => new Set(members.flatMap(refsOf))),
  );
  return themes.map((members, number) => ({ members, before: before.get(kept.get(number) ?? '')?.theme ?? null }));

  function refsOf(draft: number): string[] {
    return drafts[draft]?.places.map((place) => channel.documents[place]?.sourceRef ?? '') ?? [];
  }
}

/** Each theme before, with its documents. */
function earlierThemes({ topics }: Pick<Earlier, 'topics'>): Map<string, { theme: Theme; sourceRefs: Set<string> }> {
  const themes = new Map<string, { theme: Theme; sourceRefs: Set<string> }>();
  for (const { card, items } of topics) {
    if (card.theme !== null) {
      const known = themes.get(card.theme.id) ?? { theme: card.theme, sourceRefs: new Set() };
      for (const ref of items.keys()) {
        known.sourceRefs.add(ref);
      }
      themes.set(card.theme.id, known);
    }
  }
  return themes;
}
