import type { Instant } from '../../domain/instant.ts';
import type { MergeProposal } from '../../domain/merge-proposal.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import type { BundleHead, CatalogueGrowth } from '../../ports/topic-store.ts';
import { countFailures } from '../describe/count-failures.ts';
import { needsWords } from '../describe/needs-words.ts';
import { proposeMerges } from '../propose/propose-merges.ts';
import type { SummedCounts } from '../read/count-documents.ts';
import type { EarlierTopic } from '../read/read-earlier.ts';
import { stopWhenAborted } from '../stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from '../topicize-options.ts';
import { buildGrowth } from './build-growth.ts';
import { type DraftedGrowth, draftGrowth } from './draft-growth.ts';
import { learnGrowth } from './learn-growth.ts';
import { encodeLearnt, type LearntCatalogue } from './learnt-catalogue.ts';
import { type PlacedExcerpt, placeExcerpt } from './place-excerpt.ts';
import { createExcerptReader, type Excerpt } from './read-excerpt.ts';
import { speaksOfUnknown } from './speaks-of-unknown.ts';

export interface JoinWork {
  channelId: string;
  at: Instant;
  /** Of the catalogue, retired ones too. */
  cards: readonly TopicCard[];
  /** source_refs of the new documents. */
  unplaced: readonly string[];
  learnt: LearntCatalogue;
  /** Of all documents of the channel. */
  counts: SummedCounts;
}

export interface JoinedDocuments {
  growth: Omit<CatalogueGrowth, 'origin'>;
  learnt: LearntCatalogue;
  proposals: MergeProposal[];
  /** Topics and pairs of topics that the model failed for, by error code. */
  failedByClass: Record<string, number>;
}

/** What new documents change, before it is worded. */
interface DraftedJoin {
  excerpt: Excerpt;
  found: PlacedExcerpt;
  drafted: DraftedGrowth;
  /** Of the topics that something joins. */
  heads: ReadonlyMap<string, BundleHead>;
  /** Topics that are worded anew, as they were. */
  whole: ReadonlyMap<string, EarlierTopic>;
}

/**
 * Adds new documents to a catalogue as it is: they join its topics, as these were measured when all documents were read last; what fits in
 * none is looked through for new subjects. A topic that has grown by half is worded anew. Costs what the new documents cost, not what
 * the channel does.
 *
 * @returns null when so much hangs on the new documents that reading all is better
 */
export async function joinDocuments(
  dependencies: TopicizeDependencies,
  work: JoinWork,
  options: TopicizeOptions,
): Promise<JoinedDocuments | null> {
  const join = await draftJoin(dependencies, work, options);
  if (join === null) {
    return null;
  }
  const { excerpt, found, drafted, whole } = join;
  const { learnt } = work;
  const parts = { ...work, ...join, groupIds: learnt.groups.ids };
  const { growth, drafts, ids, newIds } = await buildGrowth(dependencies, parts, options);
  stopWhenAborted(options.signal);
  const replaced = new Map(
    [...excerpt.held.values()].flat().map(({ topicId, item }) => [`${topicId} ${item.source_ref}`, item]),
  );
  const changed = growth.grown.flatMap(({ head, items }) => items.map((item) => `${head.topic_id} ${item.source_ref}`));
  const now = learnGrowth(excerpt, learnt, {
    ...{ found, drafted, newIds },
    items: {
      before: [
        ...[...whole.values()].flatMap(({ items }) => [...items.values()]),
        ...changed.flatMap((key) => replaced.get(key) ?? []),
      ],
      now: [...growth.bundles, ...growth.grown].flatMap(({ items }) => items),
    },
  });
  const { channelId, at } = work;
  const cards = [...new Map([...work.cards, ...growth.cards].map((card) => [card.id, card])).values()];
  const merges = await proposeMerges(dependencies, { channelId, at, cards, groups: now.groups, drafts, ids }, options);
  return {
    growth: { ...growth, learnt: encodeLearnt(now) },
    learnt: now,
    proposals: merges.proposals,
    failedByClass: countFailures([...drafts.flatMap(({ worded }) => worded?.failure ?? []), ...merges.failures]),
  };
}

/** @returns null: see `joinDocuments` */
async function draftJoin(
  dependencies: TopicizeDependencies,
  work: Omit<JoinWork, 'at'>,
  options: TopicizeOptions,
): Promise<DraftedJoin | null> {
  const { topicStore } = dependencies;
  const { cards, learnt } = work;
  const active = new Map(cards.filter(({ status }) => status !== 'retired').map((card) => [card.id, card]));
  const readExcerpt = await createExcerptReader(dependencies, work, options);
  const heads = new Map<string, BundleHead>();
  const whole = new Map<string, EarlierTopic>();
  let again = [...active.values()].filter(({ status }) => status === 'needs_review');
  for (;;) {
    for (const card of again) {
      const items = (await topicStore.bundle(card.id))?.items ?? [];
      whole.set(card.id, { card, items: new Map(items.map((item) => [item.source_ref, item])) });
    }
    const excerpt = await readExcerpt([...whole.values()].flatMap(({ items }) => [...items.keys()]));
    if (excerpt === null) {
      return null;
    }
    const found = placeExcerpt(excerpt, { learnt, cards }, options.parameters);
    if (speaksOfUnknown(excerpt, found, learnt)) {
      return null;
    }
    again = await findOutgrown(found);
    if (again.length === 0) {
      const drafted = draftGrowth(excerpt, { found, learnt, cards: active, whole }, options.parameters);
      return { excerpt, found, drafted, heads, whole };
    }
  }

  /** Topics whose words do not fit any more with what joins them, and that were not read whole. */
  async function findOutgrown({ joining }: PlacedExcerpt): Promise<TopicCard[]> {
    const outgrown: TopicCard[] = [];
    for (const [group, id] of learnt.groups.ids.entries()) {
      const card = active.get(id);
      const count = joining[group]?.size ?? 0;
      if (card !== undefined && count > 0 && !whole.has(id)) {
        const head = heads.get(id) ?? (await topicStore.bundleHead(id));
        if (head === null) {
          throw new RangeError(`topic ${id} has no bundle`);
        }
        heads.set(id, head);
        const documents = Number(head.metadata.items_total) + count;
        // With company, what stood alone may be a topic of several anchors.
        if (card.type === 'singleton' || needsWords(card, { documents, type: card.type })) {
          outgrown.push(card);
        }
      }
    }
    return outgrown;
  }
}
