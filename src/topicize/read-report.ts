import type { TopicBundle } from '../domain/topic-card.ts';
import { readRunUsage } from '../ports/run-usage.ts';
import { countDocuments } from './count-documents.ts';
import { membersOf } from './members-of.ts';
import type { TopicizeDependencies, TopicizeParameters } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

/**
 * The report of a run that had nothing to do: what the stored catalogue holds. Of a set of channels, the duplicates are those within each:
 * what one took from another is found out by reading all texts.
 */
export async function readReport(
  {
    documentStore,
    topicStore,
    modelCallStore,
    model,
  }: Pick<TopicizeDependencies, 'documentStore' | 'topicStore' | 'modelCallStore' | 'model'>,
  channelId: string,
  {
    runId,
    parameters,
    withBundles,
    channelIds,
    seconds,
  }: {
    runId: string;
    parameters: TopicizeParameters;
    withBundles: boolean;
    channelIds?: readonly string[] | undefined;
    seconds: () => number;
  },
): Promise<TopicizeReport> {
  const cards = await topicStore.cards(channelId);
  const heads = await Promise.all(cards.map(({ id }) => topicStore.bundleHead(id)));
  const stories = heads.reduce(
    (sum, head) => sum + Number((head?.metadata as TopicBundle['metadata'] | undefined)?.stories_total ?? 0),
    0,
  );
  const { documents, noise, duplicates } = await countDocuments(documentStore, membersOf(channelId, { channelIds }));
  const covered = [...(await topicStore.bundleSizes(channelId)).values()].reduce((sum, size) => sum + size, 0);
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
    justification_coverage: null,
    failed_by_class: {},
    model_id: model.modelId,
    ...(await readRunUsage(modelCallStore, runId)),
    parameters: { ...parameters, withBundles },
    duration_seconds: seconds(),
  };
}
