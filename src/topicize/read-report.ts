import type { TopicBundle } from '../domain/topic-card.ts';
import { readRunUsage } from '../ports/run-usage.ts';
import type { TopicizeDependencies, TopicizeParameters } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

/** The report of a run that had nothing to do: what the stored catalogue holds. */
export async function readReport(
  {
    documentStore,
    topicStore,
    targetStore,
    modelCallStore,
    model,
  }: Pick<TopicizeDependencies, 'documentStore' | 'topicStore' | 'targetStore' | 'modelCallStore' | 'model'>,
  channelId: string,
  {
    runId,
    parameters,
    withBundles,
    seconds,
  }: { runId: string; parameters: TopicizeParameters; withBundles: boolean; seconds: () => number },
): Promise<TopicizeReport> {
  const cards = await topicStore.cards(channelId);
  const heads = await Promise.all(cards.map(({ id }) => topicStore.bundleHead(id)));
  const stories = heads.reduce(
    (sum, head) => sum + Number((head?.metadata as TopicBundle['metadata'] | undefined)?.stories_total ?? 0),
    0,
  );
  const { documents, noise, duplicates } = await documentStore.counts(channelId);
  const covered = await topicStore.countCovered(channelId);
  const named = new Set(cards.flatMap(({ origin, title }) => (origin === 'target' ? [title] : [])));
  const targets = await targetStore.targets(channelId);
  const singletons = cards.filter(({ type }) => type === 'singleton').length;
  return {
    channel_id: channelId,
    topics_total: cards.length,
    singleton_topics_total: singletons,
    cluster_topics_total: cards.length - singletons,
    bundles_total: cards.length,
    covered_items_total: covered,
    outside_topics_total: documents - covered,
    documents_considered: documents,
    noise_total: noise,
    duplicates_total: duplicates,
    stories_total: stories,
    themes_total: new Set(cards.flatMap(({ theme }) => theme?.id ?? [])).size,
    founded_anew: false,
    retired_total: 0,
    kept_ids_total: cards.length,
    targets_total: targets.length,
    targets_without_content: targets.map(({ title }) => title).filter((title) => !named.has(title)),
    justification_coverage: null,
    failed_by_class: {},
    model_id: model.modelId,
    ...(await readRunUsage(modelCallStore, runId)),
    parameters: { ...parameters, withBundles },
    duration_seconds: seconds(),
  };
}
