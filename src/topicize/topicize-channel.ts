import { instantFromDate } from '../domain/instant.ts';
import type { MergeProposal } from '../domain/merge-proposal.ts';
import type { StepResult } from '../domain/run.ts';
import { type RunUsage, readRunUsage } from '../ports/run-usage.ts';
import { buildCatalogue } from './build-catalogue.ts';
import { type ChosenWork, chooseWork, markPartial } from './choose-work.ts';
import { roundScore } from './group/round-score.ts';
import { type JoinedDocuments, joinDocuments } from './join/join-documents.ts';
import { measureGrowth } from './join/measure-growth.ts';
import { forgetGoneTopics } from './propose/forget-gone-topics.ts';
import { openProposals } from './propose/open-proposals.ts';
import { readEarlier } from './read/read-earlier.ts';
import { readReport } from './read-report.ts';
import { settleOptions, type TopicizeDependencies, type TopicizeOptions } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

export type { TopicizeDependencies, TopicizeOptions, TopicizeParameters } from './topicize-options.ts';
export type { TopicizeReport } from './topicize-report.ts';

/**
 * Brings the topics of a channel, or of a set of channels, up to date with the documents and replaces its catalogue in one transaction. Topics go on: new documents
 * join them, what fits in none is looked through for new subjects, and only when the channel has grown by much the topics are founded
 * anew, under the ids of those that they share most with. What a person decided stays. The same documents give the same topics, in whatever
 * order they were stored.
 *
 * @param channelId of the catalogue: see `TopicizeOptions.channelIds`
 * @returns `nothing_to_do` when the documents and the parameters are those of the catalogue that is stored; `partial` when the model
 *   failed for topics, themes or pairs of topics
 * @throws TgParserError `interrupted` after an abort, with the catalogue before unchanged; what the model throws
 */
export async function topicizeChannel(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<StepResult<TopicizeReport>> {
  const { clock, topicStore, mergeProposalStore, log } = dependencies;
  const startedAt = clock.now();
  const seconds = () => (clock.now().getTime() - startedAt.getTime()) / 1000;
  const settled = settleOptions(options);
  const chosen = await chooseWork(dependencies, channelId, settled);
  if (chosen === null) {
    return { outcome: 'nothing_to_do', report: await readReport(dependencies, channelId, { ...settled, seconds }) };
  }
  const at = instantFromDate(startedAt);
  const { origin, joining, cards, counts: documents, ...found } = chosen;
  const joined =
    joining && (await joinDocuments(dependencies, { channelId, at, cards, counts: documents, ...joining }, settled));
  const { counts, isPartial } = joined && joining ? await grow(joined, joining) : await replace();
  log.log('debug', 'topicized', { channel_id: channelId, topics: counts.topics_total, documents_read: joined ? 'new' : 'all' });
  return {
    outcome: isPartial ? 'partial' : 'done',
    report: {
      ...counts,
      channel_id: channelId,
      model_id: dependencies.model.modelId,
      ...(await readRunUsage(dependencies.modelCallStore, options.runId)),
      parameters: { ...settled.parameters, withBundles: settled.withBundles },
      duration_seconds: seconds(),
    },
  };

  async function replace(): Promise<Topicized> {
    const earlier = await readEarlier(topicStore, channelId);
    const { catalogue, proposals, counts } = await buildCatalogue(dependencies, { channelId, at, earlier, ...found }, settled);
    const isPartial = Object.keys(counts.failed_by_class).length > 0;
    await store(proposals, () =>
      topicStore.replaceCatalogue(channelId, { ...catalogue, origin: isPartial ? markPartial(origin) : origin }),
    );
    const merges_proposed_total = openProposals(await mergeProposalStore.proposals(channelId), catalogue.cards).length;
    return { counts: { ...counts, founded_anew: found.isAnew, merges_proposed_total }, isPartial };
  }

  async function grow(
    { growth, learnt, proposals, failedByClass }: JoinedDocuments,
    { outside }: NonNullable<ChosenWork['joining']>,
  ): Promise<Topicized> {
    const isPartial = Object.keys(failedByClass).length > 0;
    const stability = await measureGrowth(topicStore, channelId, { growth, outside });
    await store(proposals, () =>
      topicStore.growCatalogue(channelId, { ...growth, origin: isPartial ? markPartial(origin) : origin }),
    );
    const covered = documents.documents - outside - growth.outside.length + growth.removedOutside.length;
    const known = { counts: documents, covered };
    const report = await readReport(dependencies, channelId, { ...settled, seconds, known });
    const kept_ids_total = cards.filter(({ status }) => status !== 'retired').length;
    const justification_coverage = learnt.items === 0 ? null : roundScore(learnt.justified / learnt.items);
    const measured = { ...learnt.quality, stability, justification_coverage };
    return { counts: { ...report, ...measured, kept_ids_total, failed_by_class: failedByClass }, isPartial };
  }

  /**
   * What models said comes first: after a crash behind it the next run works the same topics out and finds them answered. What is known of
   * topics that are gone is removed last: were it first, a crash would leave the topics and lose what a person decided about them.
   */
  async function store(proposals: readonly MergeProposal[], storeCatalogue: () => Promise<void>): Promise<void> {
    await mergeProposalStore.saveProposals(channelId, proposals);
    await storeCatalogue();
    await forgetGoneTopics(dependencies, channelId, await topicStore.cards(channelId));
  }
}

interface Topicized {
  counts: Omit<TopicizeReport, 'channel_id' | 'model_id' | 'parameters' | 'duration_seconds' | keyof RunUsage>;
  isPartial: boolean;
}
