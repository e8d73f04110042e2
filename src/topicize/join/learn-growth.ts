import type { TopicBundleItem } from '../../domain/topic-card.ts';
import { isJustified } from '../describe/is-justified.ts';
import { joinMeasured } from '../group/join-measured.ts';
import { measureGroups } from '../group/measure-groups.ts';
import { countIdle } from './count-idle.ts';
import type { DraftedGrowth } from './draft-growth.ts';
import type { LearntCatalogue } from './learnt-catalogue.ts';
import type { PlacedExcerpt } from './place-excerpt.ts';
import type { Excerpt } from './read-excerpt.ts';

export interface LearntGrowth {
  found: PlacedExcerpt;
  drafted: DraftedGrowth;
  /** Of the new topics. */
  newIds: readonly string[];
  /** Items that were, and are, in bundles that changed. */
  items: { before: readonly TopicBundleItem[]; now: readonly TopicBundleItem[] };
}

/** What is known of a catalogue that grew: new topics beside those that there were, which stay as they were measured. */
export function learnGrowth(
  { grouped: { channel, units, space }, fresh }: Excerpt,
  learnt: LearntCatalogue,
  { found, drafted: { regrown, added }, newIds, items }: LearntGrowth,
): LearntCatalogue {
  const singletons = added.slice(found.newcomers.length);
  const alone = singletons.map(({ anchors: [place] }) =>
    units.flatMap(({ members }, unit) => (members[0] === place ? [unit] : [])),
  );
  const { ids, languages, terms } = learnt.groups;
  const again = new Map(regrown.map((draft) => [draft.continues.card.id, draft]));
  const idle = countIdle(channel.documents.filter((_, place) => fresh.has(place)));
  return {
    ...learnt,
    noise: learnt.noise + idle.noise,
    duplicates: learnt.duplicates + idle.duplicates,
    groups: {
      ...joinMeasured(found.measured, measureGroups(space, alone)),
      ids: [...ids, ...newIds],
      languages: [
        ...ids.map((id, group) => again.get(id)?.language ?? languages[group] ?? 'und'),
        ...added.map(({ language }) => language),
      ],
      terms: [...ids.map((id, group) => again.get(id)?.terms ?? terms[group] ?? []), ...added.map((draft) => draft.terms)],
    },
    items: learnt.items - items.before.length + items.now.length,
    justified: learnt.justified - items.before.filter(isJustified).length + items.now.filter(isJustified).length,
  };
}
