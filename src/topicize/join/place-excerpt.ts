import type { TopicCard } from '../../domain/topic-card.ts';
import type { Theme } from '../describe/name-themes.ts';
import { draftGroup } from '../group/draft-group.ts';
import type { DraftTopic } from '../group/draft-topic.ts';
import type { TopicGroup } from '../group/draft-topics.ts';
import { findNewcomers } from '../group/find-newcomers.ts';
import { isTopic } from '../group/is-topic.ts';
import { joinMeasured } from '../group/join-measured.ts';
import { leastDocuments } from '../group/least-documents.ts';
import { type MeasuredGroups, measureGroups } from '../group/measure-groups.ts';
import { mostFrequent } from '../group/most-frequent.ts';
import { type Placement, placeUnits } from '../group/place-units.ts';
import type { TopicizeParameters } from '../topicize-options.ts';
import type { LearntCatalogue } from './learnt-catalogue.ts';
import type { Excerpt } from './read-excerpt.ts';

export interface PlacedExcerpt {
  placement: Placement;
  /** Of the topics that there are, then of the new ones. */
  measured: MeasuredGroups;
  /** What joins each group: the score of the unit, by place of the document. */
  joining: ReadonlyMap<number, number>[];
  /** New topics, in the order of their groups. */
  newcomers: DraftTopic[];
  /** By the numbers that the drafts have. */
  themes: Theme[];
  /** Units of groups that were no topic. */
  inSmallGroup: ReadonlySet<number>;
}

/**
 * Places new documents among the topics as they were measured; what fits in none is looked through for new subjects, together with
 * what was outside lately.
 *
 * @param cards of the catalogue
 */
export function placeExcerpt(
  { grouped, fresh, held, outside }: Excerpt,
  { learnt, cards }: { learnt: LearntCatalogue; cards: readonly TopicCard[] },
  parameters: TopicizeParameters,
): PlacedExcerpt {
  const { channel, units, space, repeats } = grouped;
  const { groups: known } = learnt;
  const least = leastDocuments(channel);
  const refOf = (place: number) => channel.documents[place]?.sourceRef ?? '';
  const withRepeats = (place: number) => [place, ...(repeats.get(place) ?? [])];
  const hasNew = units.map(({ members }) => members.flatMap(withRepeats).some((place) => fresh.has(place)));
  const isNew = (unit: number) => units[unit]?.members.some((place) => fresh.has(place)) ?? false;
  const cardOf = new Map(cards.map((card) => [card.id, card]));
  const themes = [
    ...new Map(known.ids.flatMap((id) => cardOf.get(id)?.theme ?? []).map((theme) => [theme.id, theme])).values(),
  ];
  const themeOf = (id: string) => themes.findIndex((theme) => theme.id === cardOf.get(id)?.theme?.id);
  const settled = known.ids.map((id) => ({ theme: themeOf(id) < 0 ? null : themeOf(id) }));
  const homes = settleUnits();
  const first = place([]);
  const room = parameters.maxTopics === null ? Number.POSITIVE_INFINITY : Math.max(0, parameters.maxTopics - activeTopics());
  const found = findNewcomers(grouped, { groups: settled, ...first, typical: known.typical }, { isNew, smallestTopic: least });
  let groups = found.slice(0, room);
  // Each round drops a group, so it ends.
  for (;;) {
    const { placement, measured } = groups.length === 0 ? first : place(groups);
    const joining = joinGroups(placement, known.ids.length + groups.length);
    const newcomers = groups.map((group, number) => {
      const documents = joining[known.ids.length + number] ?? new Map<number, number>();
      return draftGroup(grouped, { group, documents }, parameters);
    });
    const good = newcomers.map((draft) => isTopic(grouped, draft, { smallestTopic: least }));
    if (good.every(Boolean)) {
      const small = found.filter((group) => !groups.includes(group)).flatMap((group) => group.units);
      return { placement, measured, joining, newcomers, themes, inSmallGroup: new Set(small) };
    }
    groups = groups.filter((_, number) => good[number]);
  }

  function activeTopics(): number {
    return cards.filter(({ status }) => status !== 'retired').length;
  }

  /** The units of each topic: those of which it holds most documents. */
  function settleUnits(): number[][] {
    const numberOf = new Map(known.ids.map((id, number) => [id, number]));
    const homes: number[][] = known.ids.map(() => []);
    for (const [unit, { members }] of units.entries()) {
      const own = mostFrequent(members.flatMap((place) => numberOf.get(holderOf(refOf(place)) ?? '') ?? []));
      homes[own ?? -1]?.push(unit);
    }
    return homes;
  }

  function holderOf(ref: string): string | null {
    const document = outside.get(ref);
    const retiredId = document?.reason === 'topic_retired' && document.score === null ? document.nearestTopicId : null;
    return held.get(ref)?.[0]?.topicId ?? retiredId;
  }

  function place(added: readonly TopicGroup[]): { placement: Placement; measured: MeasuredGroups } {
    const measured = joinMeasured(
      known,
      measureGroups(
        space,
        added.map((group) => group.units),
      ),
    );
    const all = [...homes.map((own) => ({ units: own, isSettled: true })), ...added];
    const placement = placeUnits(space, { groups: all, measured, minimum: parameters.supportingMinScore, mayJoin: isNew });
    return { placement, measured };
  }

  /** What no topic holds, of units with something new. What a person wants in no topic stays outside. */
  function joinGroups({ group, score }: Placement, count: number): Map<number, number>[] {
    const joining = Array.from({ length: count }, () => new Map<number, number>());
    for (const [unit, { members }] of units.entries()) {
      const own = hasNew[unit] ? (group[unit] as number) : -1;
      for (const original of own < 0 ? [] : members) {
        for (const document of withRepeats(original)) {
          if (holderOf(refOf(document)) === null) {
            // A repetition belongs as surely as what it repeats.
            joining[own]?.set(document, held.get(refOf(original))?.[0]?.item.score ?? (score[unit] as number));
          }
        }
      }
    }
    return joining;
  }
}
