import { readRunUsage } from '../ports/run-usage.ts';
import { roundScore } from './group/round-score.ts';
import { openProposals } from './propose/open-proposals.ts';
import { countDocuments, type SummedCounts } from './read/count-documents.ts';
import { membersOf } from './read/members-of.ts';
import type { TopicizeDependencies, TopicizeParameters } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

type Measured = Pick<TopicizeReport, 'justification_coverage' | 'coherence_npmi' | 'term_diversity' | 'stability'>;

/**
 * The report of a run that had nothing to do: what the stored catalogue holds. Of a set of channels, the duplicates are those within each:
 * what one took from another is found out by reading all texts.
 */
export async function readReport(
  {
    documentStore,
    topicStore,
    runStore,
    targetStore,
    mergeProposalStore,
    modelCallStore,
    model,
  }: Pick<
    TopicizeDependencies,
    'documentStore' | 'topicStore' | 'runStore' | 'targetStore' | 'mergeProposalStore' | 'modelCallStore' | 'model'
  >,
  channelId: string,
  {
    runId,
    parameters,
    withBundles,
    channelIds,
    seconds,
    known = {},
  }: {
    runId: string;
    parameters: TopicizeParameters;
    withBundles: boolean;
    channelIds?: readonly string[] | undefined;
    seconds: () => number;
    /** What need not be counted any more. */
    known?: { counts?: SummedCounts; covered?: number };
  },
): Promise<TopicizeReport> {
  const cards = await topicStore.cards(channelId);
  const heads = await Promise.all(cards.map(({ id }) => topicStore.bundleHead(id)));
  const stories = heads.reduce((sum, head) => sum + Number(head?.metadata.stories_total ?? 0), 0);
  const { documents, noise, duplicates } =
    known.counts ?? (await countDocuments(documentStore, membersOf(channelId, { channelIds })));
  const covered = known.covered ?? (await topicStore.countCovered(channelId));
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
    ...(await readMeasures({ topicStore, runStore }, channelId)),
    outside_share: documents === 0 ? null : roundScore((documents - covered) / documents),
    targets_total: targets.length,
    targets_without_content: targets.map(({ title }) => title).filter((title) => !named.has(title)),
    merges_proposed_total: openProposals(await mergeProposalStore.proposals(channelId), cards).length,
    failed_by_class: {},
    model_id: model.modelId,
    ...(await readRunUsage(modelCallStore, runId)),
    parameters: { ...parameters, withBundles },
    duration_seconds: seconds(),
  };
}

/** As the run measured them that the catalogue is of. What is not known of it is null: it is not nothing. */
async function readMeasures(
  { topicStore, runStore }: Pick<TopicizeDependencies, 'topicStore' | 'runStore'>,
  channelId: string,
): Promise<Measured> {
  const origin = await topicStore.origin(channelId);
  const run = origin === null ? null : await runStore.get(origin.runId);
  const report = (run?.report ?? {}) as Partial<Measured>;
  return {
    justification_coverage: report.justification_coverage ?? null,
    coherence_npmi: report.coherence_npmi ?? null,
    term_diversity: report.term_diversity ?? null,
    stability: report.stability ?? null,
  };
}
