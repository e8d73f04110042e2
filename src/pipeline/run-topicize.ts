import { diffTargets } from '../curate/diff-targets.ts';
import type { TargetTopic } from '../domain/target-topic.ts';
import { estimateTopics } from '../topicize/estimate-topics.ts';
import { type TopicizeDependencies, type TopicizeOptions, topicizeChannel } from '../topicize/topicize-channel.ts';
import type { Application } from './application.ts';
import type { ChosenCatalogue } from './choose-catalogue.ts';
import { confirmCost, type StepEstimate } from './confirm-cost.ts';
import type { RunReport } from './record-run.ts';
import { rememberSet } from './remember-set.ts';
import type { ModelStepOptions } from './run-process.ts';
import { runStep } from './run-step.ts';
import type { StepOptions } from './steps.ts';

export interface RunTopicizeOptions extends Omit<TopicizeOptions, keyof StepOptions | 'runId'>, ModelStepOptions, StepOptions {
  /** The targets of the channel from now on. Default: those that are stored stay in force. */
  targets?: readonly TargetTopic[] | undefined;
}

/** A set is given when the topics are those of its channels together. */
type CatalogueToRun = Pick<ChosenCatalogue, 'channelId'> & Partial<ChosenCatalogue>;

/** Executes `topicize` for a channel or a set of channels, as a run. The set is remembered when it begins. */
export async function runTopicize(
  application: Application,
  { channelId, set }: CatalogueToRun,
  { modelWish, confirm, hold, signal, targets, ...options }: RunTopicizeOptions,
): Promise<RunReport> {
  const model = await application.openModel('topicize', modelWish);
  const request = { step: 'topicize', channelId, memberIds: set?.channelIds, hold, signal } as const;
  return runStep(application, request, async ({ stores, ...run }) => {
    const { runId } = run;
    const asked = { ...options, channelIds: set?.channelIds };
    const dependencies = { ...application, ...stores, model };
    await confirmCost({ step: 'topicize', model, confirm }, () =>
      estimateTopics({ ...dependencies, ...asIfStored(targets), embedder: application.spareEmbedder }, channelId, {
        ...asked,
        runId,
      }),
    );
    if (set) {
      await rememberSet(application, set);
    }
    const purpose = { runId, step: 'topicize', channelId, budgetUsd: options.budgetUsd } as const;
    const embedder = await application.openEmbedder(purpose);
    const stored = targets ? diffTargets(await stores.targetStore.targets(channelId), targets) : null;
    if (stored) {
      await stores.targetStore.changeTargets(channelId, stored.change);
    }
    const result = await topicizeChannel({ ...dependencies, embedder }, channelId, { ...asked, ...run });
    return stored ? { ...result, report: { ...result.report, targets_changed: stored.difference } } : result;
  });
}

/** What `runTopicize` with the same options would ask for; asks and stores nothing. */
export async function estimateTopicize(
  application: Application,
  { channelId, set }: CatalogueToRun,
  { modelWish, targets, ...options }: RunTopicizeOptions,
): Promise<StepEstimate> {
  const model = await application.openModel('topicize', modelWish);
  const dependencies = { ...application, ...asIfStored(targets), model, embedder: application.spareEmbedder };
  const estimate = await estimateTopics(dependencies, channelId, {
    ...options,
    channelIds: set?.channelIds,
    runId: 'estimate',
  });
  return { step: 'topicize', model_id: model.modelId, ...estimate };
}

/** An estimate stores nothing. */
function asIfStored(targets: readonly TargetTopic[] | undefined): Partial<Pick<TopicizeDependencies, 'targetStore'>> {
  return targets ? { targetStore: { targets: async () => [...targets] } } : {};
}
