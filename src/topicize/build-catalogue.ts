import type { Instant } from '../domain/instant.ts';
import type { TopicBundle } from '../domain/topic-card.ts';
import type { RunUsage } from '../ports/run-usage.ts';
import type { Catalogue, TopicStore } from '../ports/topic-store.ts';
import { buildBundle } from './build-bundle.ts';
import { buildCard, type CardContext } from './build-card.ts';
import { discoverTopics } from './discover-topics.ts';
import { findStories } from './find-stories.ts';
import { type Justification, justifyItems } from './justify-items.ts';
import { listOutside } from './list-outside.ts';
import { matchEarlierTopics } from './match-earlier-topics.ts';
import { nameThemes } from './name-themes.ts';
import { nameTopics } from './name-topics.ts';
import { type History, settleHistory } from './settle-history.ts';
import { stopWhenAborted } from './stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';
import { type WordedDraft, wordDrafts } from './word-drafts.ts';

export interface BuiltCatalogue {
  catalogue: Omit<Catalogue, 'origin'>;
  counts: Omit<TopicizeReport, 'channel_id' | 'model_id' | 'parameters' | 'duration_seconds' | keyof RunUsage>;
}

/** Works out the catalogue of a channel, without storing it. */
export async function buildCatalogue(
  dependencies: TopicizeDependencies,
  { channelId, at }: { channelId: string; at: Instant },
  options: TopicizeOptions,
): Promise<BuiltCatalogue> {
  const { topicStore, embedder } = dependencies;
  const { grouped, drafts: unworded, assignment, inSmallGroup } = await discoverTopics(dependencies, channelId, options);
  const { channel } = grouped;
  const drafts = await wordDrafts(dependencies, { channelId, channel, drafts: unworded }, options);
  const justifications = await justifyItems(dependencies, { channelId, channel, drafts }, options);

  const earlier = await readHistory(topicStore, channelId);
  const refs = drafts.map(({ places }) => new Set(places.map((place) => channel.documents[place]?.sourceRef ?? '')));
  const kept = matchEarlierTopics(
    [...earlier.bundles].map(([id, { items }]) => ({ id, sourceRefs: new Set(items.map(({ source_ref }) => source_ref)) })),
    refs,
  );
  const ids = nameTopics(channel, drafts, { kept, used: new Set(earlier.cards.map(({ id }) => id)) });
  const context: CardContext = {
    channelId,
    channel,
    runId: options.runId,
    at,
    parameters: options.parameters,
    embedderId: embedder.id,
  };
  const withSupporting = options.withBundles ?? true;
  const themes = await nameThemes(dependencies, { grouped, drafts, ids }, documentsByTheme(earlier));
  const cards = drafts.map((draft, place) =>
    buildCard(draft, { id: ids[place] ?? '', ids, theme: themes[place] ?? null }, context),
  );
  const bundles = drafts.map((draft, place) =>
    buildBundle(
      draft,
      { id: ids[place] ?? '', justifications, stories: findStories(grouped, draft.places), withSupporting },
      context,
    ),
  );
  const covered = new Set(drafts.flatMap(({ places, anchors }) => (withSupporting ? places : anchors)));
  const outside = listOutside(grouped, { assignment, covered, inSmallGroup, ids });
  stopWhenAborted(options.signal);
  const { retired, ...settled } = settleHistory({ cards, bundles }, earlier, context);
  const singletons = drafts.filter(({ type }) => type === 'singleton').length;
  return {
    catalogue: { ...settled, outside },
    counts: {
      topics_total: drafts.length,
      singleton_topics_total: singletons,
      cluster_topics_total: drafts.length - singletons,
      bundles_total: bundles.length,
      covered_items_total: covered.size,
      outside_topics_total: outside.length,
      documents_considered: channel.documents.length,
      noise_total: channel.documents.filter(({ isNoise }) => isNoise).length,
      duplicates_total: channel.documents.filter(({ duplicateOf }) => duplicateOf !== null).length,
      stories_total: bundles.reduce((sum, { metadata }) => sum + Number(metadata.stories_total), 0),
      themes_total: new Set(themes.flatMap((theme) => theme?.id ?? [])).size,
      retired_total: retired,
      kept_ids_total: kept.size,
      justification_coverage: shareThatQuotes(covered, justifications),
      failed_by_class: countFailures(drafts),
    },
  };
}

function countFailures(drafts: WordedDraft[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { failure } of drafts) {
    if (failure !== null) {
      counts[failure.code] = (counts[failure.code] ?? 0) + 1;
    }
  }
  return counts;
}

async function readHistory(topicStore: TopicStore, channelId: string): Promise<History> {
  const cards = await topicStore.cards(channelId, { withRetired: true });
  const bundles = new Map<string, TopicBundle>();
  for (const { id, status } of cards) {
    const bundle = status === 'retired' ? null : await topicStore.bundle(id);
    if (bundle) {
      bundles.set(id, bundle);
    }
  }
  return { cards, bundles };
}

/** The documents of each theme of the run before. */
function documentsByTheme({ cards, bundles }: History): Map<string, Set<string>> {
  const themes = new Map<string, Set<string>>();
  for (const { id, theme } of cards) {
    if (theme !== null && bundles.has(id)) {
      const refs = themes.get(theme.id) ?? new Set();
      for (const { source_ref } of bundles.get(id)?.items ?? []) {
        refs.add(source_ref);
      }
      themes.set(theme.id, refs);
    }
  }
  return themes;
}

function shareThatQuotes(covered: ReadonlySet<number>, justifications: ReadonlyMap<number, Justification>): number | null {
  let quoting = 0;
  for (const place of covered) {
    quoting += justifications.get(place)?.quotes ? 1 : 0;
  }
  return covered.size === 0 ? null : Math.round((quoting / covered.size) * 10_000) / 10_000;
}
