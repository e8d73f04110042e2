import type { Instant } from '../domain/instant.ts';
import type { MergeProposal } from '../domain/merge-proposal.ts';
import type { TopicBundle } from '../domain/topic-card.ts';
import type { RunUsage } from '../ports/run-usage.ts';
import type { Catalogue } from '../ports/topic-store.ts';
import { buildBundle } from './describe/build-bundle.ts';
import { buildCard } from './describe/build-card.ts';
import { cardContext } from './describe/card-context.ts';
import { countFailures } from './describe/count-failures.ts';
import { findStories } from './describe/find-stories.ts';
import { isJustified } from './describe/is-justified.ts';
import { justifyItems } from './describe/justify-items.ts';
import { nameThemes } from './describe/name-themes.ts';
import { nameTopics } from './describe/name-topics.ts';
import { wordDrafts } from './describe/word-drafts.ts';
import { type DiscoverWork, discoverTopics } from './group/discover-topics.ts';
import type { DraftTopic } from './group/draft-topic.ts';
import { isLookedAfter } from './group/is-looked-after.ts';
import { roundScore } from './group/round-score.ts';
import { learnCatalogue } from './join/learn-catalogue.ts';
import { encodeLearnt } from './join/learnt-catalogue.ts';
import { findUnwanted } from './keep/find-unwanted.ts';
import { listOutside } from './keep/list-outside.ts';
import { matchEarlierTopics } from './keep/match-earlier-topics.ts';
import { settleHistory } from './keep/settle-history.ts';
import { measureQuality } from './measure/measure-quality.ts';
import { proposeMerges } from './propose/propose-merges.ts';
import type { LoadedChannel } from './read/load-documents.ts';
import type { Earlier } from './read/read-earlier.ts';
import { stopWhenAborted } from './stop-when-aborted.ts';
import { buildTargetTopics } from './targets/build-target-topics.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

export interface BuiltCatalogue {
  catalogue: Omit<Catalogue, 'origin'>;
  proposals: MergeProposal[];
  counts: Omit<
    TopicizeReport,
    'channel_id' | 'model_id' | 'parameters' | 'duration_seconds' | 'founded_anew' | 'merges_proposed_total' | keyof RunUsage
  >;
}

export interface CatalogueWork extends DiscoverWork {
  at: Instant;
}

/** Works out the catalogue of a channel, without storing it. */
export async function buildCatalogue(
  dependencies: TopicizeDependencies,
  work: CatalogueWork,
  options: TopicizeOptions,
): Promise<BuiltCatalogue> {
  const { channelId, at, earlier } = work;
  const discovered = await discoverTopics(dependencies, work, options);
  const { grouped } = discovered;
  const { channel } = grouped;
  const unworded = discovered.drafts.flatMap((draft) => draft ?? []);
  const drafts = await wordDrafts(dependencies, { channelId, channel, drafts: unworded }, options);
  // What a person looks after is known by nothing but the bundle: without it the next run would scatter it.
  const withSupporting = ({ continues }: DraftTopic) =>
    options.withBundles !== false || (continues !== null && isLookedAfter(continues.card));
  const justifications = await justifyItems(dependencies, { channel, drafts }, options);
  const kept = keptIds(channel, drafts, earlier);
  const used = new Set(earlier.cards.map(({ id }) => id));
  const ids = await nameTopics(dependencies.topicStore, { channel, drafts }, { kept, used });
  const idOfGroup = groupIds(discovered, ids);
  const context = cardContext(dependencies, { channelId, channel, at }, options);
  const { themes, failures } = await nameThemes(dependencies, { channelId, grouped, drafts, ids }, { earlier, options });
  const cards = drafts.map((draft, place) =>
    buildCard(draft, { id: ids[place] ?? '', ids: idOfGroup, theme: themes[place] ?? null }, context),
  );
  const bundles = drafts.map((draft, place) =>
    buildBundle(
      draft,
      {
        ...{ id: ids[place] ?? '', justifications, stories: findStories(grouped, draft.places) },
        withSupporting: withSupporting(draft),
      },
      context,
    ),
  );
  const named = await buildTargetTopics(
    dependencies,
    { grouped, discovered: drafts, ids, earlier, unwanted: findUnwanted(discovered, idOfGroup) },
    { context, options },
  );
  const held = [...drafts, ...named.drafts];
  const covered = new Set(held.flatMap((draft) => (withSupporting(draft) ? draft.places : draft.anchors)));
  const outside = listOutside(discovered, {
    ...{ covered, ids: idOfGroup },
    unwanted: earlier.unwanted,
    before: work.isAnew ? new Map() : earlier.outside,
  });
  stopWhenAborted(options.signal);
  const { retired, ...settled } = settleHistory(
    { cards: [...cards, ...named.cards], bundles: [...bundles, ...named.bundles] },
    earlier,
    context,
  );
  const singletons = held.filter(({ type }) => type === 'singleton').length;
  const { coherence_npmi, term_diversity, ...others } = measureQuality(channel, drafts, { bundles, outside }, earlier);
  const quality = { coherence_npmi, term_diversity };
  // With anchors only nobody knows what else a topic is about.
  const learnt =
    options.withBundles === false ? null : learnCatalogue(grouped, { drafts, ids, bundles: settled.bundles, quality }, earlier);
  const merges = await proposeMerges(
    dependencies,
    { channelId, at, cards: settled.cards, groups: learnt?.groups ?? null, drafts, ids },
    options,
  );
  return {
    catalogue: { ...settled, outside, learnt: learnt && encodeLearnt(learnt) },
    proposals: merges.proposals,
    counts: {
      topics_total: held.length,
      singleton_topics_total: singletons,
      cluster_topics_total: held.length - singletons,
      themes_total: new Set(themes.flatMap((theme) => theme?.id ?? [])).size,
      stories_total: settled.bundles.reduce((sum, { metadata }) => sum + Number(metadata.stories_total), 0),
      bundles_total: settled.bundles.length,
      covered_items_total: covered.size,
      outside_topics_total: outside.length,
      documents_considered: channel.documents.length,
      noise_total: channel.documents.filter(({ isNoise }) => isNoise).length,
      duplicates_total: channel.documents.filter(({ duplicateOf }) => duplicateOf !== null).length,
      retired_total: retired,
      kept_ids_total: kept.size + named.kept,
      targets_total: grouped.targets.length,
      targets_without_content: named.withoutContent,
      ...{ ...quality, ...others },
      justification_coverage: justifiedShare(settled.bundles),
      failed_by_class: countFailures([
        ...drafts.flatMap(({ worded }) => worded?.failure ?? []),
        ...failures,
        ...merges.failures,
      ]),
    },
  };
}

/** Topics that go on keep their ids; those that were found anew take that of the topic that they share most with. */
function keptIds(channel: LoadedChannel, drafts: readonly DraftTopic[], { topics }: Earlier): Map<number, string> {
  const kept = new Map<number, string>();
  const anew: number[] = [];
  for (const [place, { continues }] of drafts.entries()) {
    if (continues) {
      kept.set(place, continues.card.id);
    } else {
      anew.push(place);
    }
  }
  const going = new Set(kept.values());
  const matched = matchEarlierTopics(
    topics
      .filter(({ card }) => !going.has(card.id))
      .map(({ card, items }) => ({ id: card.id, sourceRefs: new Set(items.keys()) })),
    anew.map((place) => new Set(drafts[place]?.places.map((document) => channel.documents[document]?.sourceRef ?? ''))),
  );
  for (const [place, id] of matched) {
    kept.set(anew[place] ?? -1, id);
  }
  return kept;
}

/** The topic of each group, also of those that a person retired. */
function groupIds({ drafts, retiredIds }: { drafts: readonly (DraftTopic | null)[]; retiredIds: string[] }, ids: string[]) {
  let place = 0;
  let retired = 0;
  return drafts.map((draft) => (draft === null ? retiredIds[retired++] : ids[place++]) ?? '');
}

function justifiedShare(bundles: readonly TopicBundle[]): number | null {
  const items = bundles.flatMap((bundle) => bundle.items);
  return items.length === 0 ? null : roundScore(items.filter(isJustified).length / items.length);
}
