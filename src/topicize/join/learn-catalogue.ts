import type { TopicBundle } from '../../domain/topic-card.ts';
import { isJustified } from '../describe/is-justified.ts';
import type { WordedDraft } from '../describe/word-drafts.ts';
import type { GroupedChannel } from '../group/grouped-channel.ts';
import { measureGroups } from '../group/measure-groups.ts';
import { mostFrequent } from '../group/most-frequent.ts';
import { countAuthors } from '../group/weigh-authors.ts';
import type { Earlier } from '../read/read-earlier.ts';
import { countIdle } from './count-idle.ts';
import type { LearntCatalogue } from './learnt-catalogue.ts';

export interface FinishedCatalogue {
  /** Discovered topics. */
  drafts: readonly WordedDraft[];
  /** Of the drafts, by place. */
  ids: readonly string[];
  bundles: readonly TopicBundle[];
  quality: LearntCatalogue['quality'];
}

/** What a whole channel taught while its catalogue was worked out. */
export function learnCatalogue(
  grouped: GroupedChannel,
  { drafts, ids, bundles, quality }: FinishedCatalogue,
  { unwanted }: Pick<Earlier, 'unwanted'>,
): LearntCatalogue {
  const { channel, units, stemCounts, space, learnt } = grouped;
  const retired = [...unwanted].filter(([, refs]) => refs.length > 0);
  const holderOf = new Int32Array(channel.documents.length).fill(-1);
  for (const [holder, { places }] of drafts.entries()) {
    for (const place of places) {
      holderOf[place] = holder;
    }
  }
  const retiredOf = new Map(retired.flatMap(([, refs], number) => refs.map((ref) => [ref, drafts.length + number] as const)));
  for (const [place, { sourceRef }] of retiredOf.size === 0 ? [] : channel.documents.entries()) {
    holderOf[place] = retiredOf.get(sourceRef) ?? (holderOf[place] as number);
  }
  const groups: number[][] = Array.from({ length: drafts.length + retired.length }, () => []);
  for (const [unit, { members }] of units.entries()) {
    const holder = mostFrequent(members.map((place) => holderOf[place] as number).filter((number) => number >= 0));
    groups[holder ?? -1]?.push(unit);
  }
  const several = [...stemCounts.entries()].filter(([, count]) => count > 1);
  const items = bundles.flatMap((bundle) => bundle.items);
  return {
    totals: channel.totals,
    ...countIdle(channel.documents),
    stems: several.map(([stem]) => channel.stems[stem] ?? ''),
    stemCounts: Int32Array.from(several, ([, count]) => count),
    authors: countAuthors(units),
    talk: channel.talk,
    space: learnt,
    groups: {
      ...measureGroups(space, groups),
      ids: [...ids, ...retired.map(([id]) => id)],
      languages: [...drafts.map(({ language }) => language), ...retired.map(() => 'und')],
      terms: [...drafts.map(({ terms }) => terms), ...retired.map(() => [])],
    },
    quality,
    items: items.length,
    justified: items.filter(isJustified).length,
  };
}
