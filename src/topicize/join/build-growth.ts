import type { Instant } from '../../domain/instant.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import type { BundleHead, CatalogueGrowth, GrownBundle } from '../../ports/topic-store.ts';
import { buildBundle } from '../describe/build-bundle.ts';
import { buildCard } from '../describe/build-card.ts';
import { cardContext } from '../describe/card-context.ts';
import { findStories } from '../describe/find-stories.ts';
import { type Justification, justifyItems } from '../describe/justify-items.ts';
import { nameTopics } from '../describe/name-topics.ts';
import { type WordedDraft, wordDrafts } from '../describe/word-drafts.ts';
import { relatedGroups } from '../group/related-groups.ts';
import { listOutside } from '../keep/list-outside.ts';
import { settleHistory } from '../keep/settle-history.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import type { DraftedGrowth, JoiningDraft } from './draft-growth.ts';
import { growBundle } from './grow-bundle.ts';
import { joinStories } from './join-stories.ts';
import type { PlacedExcerpt } from './place-excerpt.ts';
import type { Excerpt } from './read-excerpt.ts';

export interface BuildWork {
  channelId: string;
  at: Instant;
  excerpt: Excerpt;
  found: PlacedExcerpt;
  drafted: DraftedGrowth;
  /** All cards of the catalogue. */
  cards: readonly TopicCard[];
  /** Of the placement's first groups: those of topics that there were. */
  groupIds: readonly string[];
  /** Of the topics that something joins. */
  heads: ReadonlyMap<string, BundleHead>;
}

export interface BuiltGrowth {
  growth: Omit<CatalogueGrowth, 'origin' | 'learnt'>;
  /** Worded: the topics that were worded anew, then the new ones. */
  drafts: WordedDraft[];
  /** Of the drafts, by place. */
  ids: string[];
  /** Of the new ones. */
  newIds: string[];
}

/** Words and justifies what new documents change, and says what is to be stored. */
export async function buildGrowth(
  dependencies: TopicizeDependencies,
  { channelId, at, excerpt, found, drafted, cards, groupIds, heads }: BuildWork,
  options: TopicizeOptions,
): Promise<BuiltGrowth> {
  const { grouped, held, outside: outsideBefore } = excerpt;
  const { channel } = grouped;
  const { regrown, added, joining } = drafted;
  const refOf = (place: number) => channel.documents[place]?.sourceRef ?? '';
  const retired = new Set(cards.flatMap(({ id, status }) => (status === 'retired' ? [id] : [])));
  const drafts = await wordDrafts(dependencies, { channelId, channel, drafts: [...regrown, ...added] }, options);
  const justifications = await justifyItems(dependencies, { channel, drafts: [...drafts, ...joining] }, options);
  const ids = await nameTopics(
    dependencies.topicStore,
    { channel, drafts },
    {
      kept: new Map(regrown.map(({ continues }, place) => [place, continues.card.id])),
      used: new Set(cards.map(({ id }) => id)),
    },
  );
  const newIds = ids.slice(regrown.length);
  const allIds = [...groupIds, ...newIds];
  const context = cardContext(dependencies, { channelId, channel, at }, options);
  const settled = settleHistory(
    {
      cards: drafts.map((draft, place) => ({
        ...buildCard(draft, { id: ids[place] ?? '', ids: [], theme: themeOf(draft) }, context),
        related_topics: draft.continues?.card.related_topics ?? relatedTo(place - regrown.length),
      })),
      bundles: drafts.map((draft, place) => {
        const parts = { id: ids[place] ?? '', justifications, stories: findStories(grouped, draft.places) };
        return buildBundle(draft, { ...parts, withSupporting: true }, context);
      }),
    },
    { cards: regrown.map(({ continues }) => continues.card), bundles: new Map() },
    context,
  );
  const inTopic = new Set([...drafts, ...joining].flatMap(({ places }) => places));
  const covered = new Set(
    channel.documents.flatMap(({ sourceRef }, place) => (held.has(sourceRef) || inTopic.has(place) ? [place] : [])),
  );
  return {
    growth: {
      cards: settled.cards,
      bundles: settled.bundles,
      versions: settled.versions,
      grown: joining.map((draft) => grow(draft)),
      outside: listOutside(
        {
          ...{ grouped, placement: found.placement, inSmallGroup: found.inSmallGroup },
          drafts: allIds.map((id) => (retired.has(id) ? null : { id })),
        },
        { covered, ids: allIds, unwanted: new Map(), before: outsideBefore },
      ).filter(({ sourceRef }) => !outsideBefore.has(sourceRef)),
      removedOutside: [...covered].map(refOf).filter((ref) => outsideBefore.has(ref)),
    },
    drafts,
    ids,
    newIds,
  };

  function themeOf({ continues, theme }: WordedDraft): TopicCard['theme'] {
    return continues === null ? (found.themes[theme ?? -1] ?? null) : continues.card.theme;
  }

  /** @param place among the new topics; singletons are related to none */
  function relatedTo(place: number): string[] {
    const isTopic = (group: number) => !retired.has(allIds[group] ?? '');
    return place >= found.newcomers.length
      ? []
      : relatedGroups(found.measured.centres, groupIds.length + place, isTopic).flatMap((group) => allIds[group] ?? []);
  }

  function grow(draft: JoiningDraft): GrownBundle {
    const { id } = draft.continues.card;
    const head = heads.get(id);
    if (head === undefined) {
      throw new RangeError(`nobody read the bundle of ${id}, which grows`);
    }
    const { storyOf, begun, stories } = joinStories(excerpt, id, draft.places);
    return growBundle(head, {
      added: newItems(draft, { justifications, storyOf }),
      changed: begun.flatMap((place) => {
        const own = held.get(refOf(place))?.find(({ topicId }) => topicId === id);
        return own === undefined ? [] : [{ ...own.item, story_id: storyOf.get(place) ?? null }];
      }),
      ...{ stories, at },
    });
  }

  function newItems(
    draft: JoiningDraft,
    {
      justifications: said,
      storyOf,
    }: { justifications: ReadonlyMap<number, Justification>; storyOf: ReadonlyMap<number, string> },
  ) {
    const parts = { id: draft.continues.card.id, justifications: said, stories: new Map<number, number>() };
    const { items } = buildBundle(draft, { ...parts, withSupporting: true }, context);
    const placeOf = new Map(draft.places.map((place) => [refOf(place), place]));
    return items.map((item) => {
      const place = placeOf.get(item.source_ref) ?? -1;
      return { item: { ...item, story_id: storyOf.get(place) ?? null }, date: channel.documents[place]?.date ?? '' };
    });
  }
}
