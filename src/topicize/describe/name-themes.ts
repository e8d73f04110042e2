import type { TopicCard } from '../../domain/topic-card.ts';
import type { DocumentStore } from '../../ports/document-store.ts';
import { findTerms } from '../group/find-terms.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import { matchEarlierTopics } from '../keep/match-earlier-topics.ts';
import type { Earlier } from '../read/read-earlier.ts';
import { showTerms } from './show-terms.ts';
import type { WordedDraft } from './word-drafts.ts';

export type Theme = NonNullable<TopicCard['theme']>;

const mostWordsInTitle = 3;
/** Central documents of each topic whose spelling of a theme's words is looked at. */
const readPerTopic = 5;

/**
 * The theme of each draft: an id and a title, which a theme keeps as long as half of its documents stay together; the title is made of the
 * words that set it apart. Themes that hold one topic each say nothing, and there are none then.
 *
 * @param ids of the drafts, by place
 */
export async function nameThemes(
  { documentStore }: { documentStore: Pick<DocumentStore, 'getDocuments'> },
  { grouped, drafts, ids }: { grouped: GroupedChannel; drafts: readonly WordedDraft[]; ids: readonly string[] },
  earlier: Pick<Earlier, 'topics'>,
): Promise<(Theme | null)[]> {
  const { channel, stemCounts } = grouped;
  const byTheme = new Map<number, number[]>();
  for (const [place, { theme }] of drafts.entries()) {
    if (theme !== null) {
      byTheme.set(theme, [...(byTheme.get(theme) ?? []), place]);
    }
  }
  const clusters = drafts.filter(({ theme }) => theme !== null).length;
  if (byTheme.size < 2 || byTheme.size >= clusters) {
    return drafts.map(() => null);
  }
  const themes = [...byTheme.values()];
  const before = earlierThemes(earlier);
  const kept = matchEarlierTopics(
    [...before].map(([id, { sourceRefs }]) => ({ id, sourceRefs })),
    themes.map((members) => new Set(members.flatMap((draft) => refsOf(drafts[draft]?.places ?? [])))),
  );
  // The id of a theme that is gone would say that this one is it.
  const taken = new Set(before.keys());
  const named = new Map<number, Theme>();
  for (const [number, members] of themes.entries()) {
    const old = kept.get(number);
    const title = old === undefined ? undefined : before.get(old)?.title;
    const theme = { id: old ?? freshId(members), title: title ?? (await titleOf(members)) };
    taken.add(theme.id);
    for (const draft of members) {
      named.set(draft, theme);
    }
  }
  return drafts.map((_, place) => named.get(place) ?? null);

  function refsOf(places: readonly number[]): string[] {
    return places.map((place) => channel.documents[place]?.sourceRef ?? '');
  }

  /** Called after its largest topic, unless another theme already is. */
  function freshId(members: number[]): string {
    const candidates = members.map((draft) => (ids[draft] ?? '').replace(/^topic:/, 'theme:'));
    const [first = ''] = candidates;
    return candidates.find((id) => !taken.has(id)) ?? `${first}:${taken.size + 1}`;
  }

  async function titleOf(members: number[]): Promise<string> {
    const places = members.flatMap((draft) => drafts[draft]?.places ?? []);
    const terms = findTerms(channel, stemCounts, places);
    const central = members.flatMap((draft) => drafts[draft]?.central.slice(0, readPerTopic) ?? []);
    const documents = await documentStore.getDocuments(refsOf(central));
    const texts = [...documents.values()].map(({ text_clean, language }) => ({
      text: text_clean,
      language: channel.languageOf(language),
    }));
    const words = showTerms(texts, terms).slice(0, mostWordsInTitle);
    return words.length > 0 ? words.join(', ') : (drafts[members[0] ?? 0]?.wording.title ?? '');
  }
}

/** The documents and the title of each theme before. */
function earlierThemes({ topics }: Pick<Earlier, 'topics'>): Map<string, { title: string; sourceRefs: Set<string> }> {
  const themes = new Map<string, { title: string; sourceRefs: Set<string> }>();
  for (const { card, items } of topics) {
    if (card.theme !== null) {
      const { id, title } = card.theme;
      const theme = themes.get(id) ?? { title, sourceRefs: new Set() };
      for (const ref of items.keys()) {
        theme.sourceRefs.add(ref);
      }
      themes.set(id, theme);
    }
  }
  return themes;
}
