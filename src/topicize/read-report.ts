import { readRunUsage } from '../ports/run-usage.ts';
import type { TopicizeDependencies, TopicizeParameters } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

/** The report of a run that had nothing to do: what the stored catalogue holds. */
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
    seconds,
  }: { runId: string; parameters: TopicizeParameters; withBundles: boolean; seconds: () => number },
): Promise<TopicizeReport> {
  const cards = await topicStore.cards(channelId);
  const ledger = await documentStore.ledger(channelId);
  const singletons = cards.filter(({ type }) => type === 'singleton').length;
  return {
    channel_id: channelId,
    topics_total: cards.length,
    singleton_topics_total: singletons,
    cluster_topics_total: cards.length - singletons,
    bundles_total: cards.length,
    covered_items_total: ledger.in_topic,
    outside_topics_total: ledger.outside_topics,
    documents_considered: ledger.in_topic + ledger.outside_topics,
    noise_excluded: ledger.noise,
    duplicates_excluded: ledger.duplicate,
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
