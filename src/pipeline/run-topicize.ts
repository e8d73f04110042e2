import { diffTargets } from '../curate/diff-targets.ts';
import type { TargetTopic } from '../domain/target-topic.ts';
import { estimateTopics } from '../topicize/estimate-topics.ts';
import { type TopicizeDependencies, type TopicizeOptions, topicizeChannel } from '../topicize/topicize-channel.ts';
import type { Application } from './application.ts';
import { confirmCost, type StepEstimate } from './confirm-cost.ts';
import type { RunReport } from './record-run.ts';
import type { ModelStepOptions } from './run-process.ts';
import { runStep } from './run-step.ts';
import type { StepOptions } from './steps.ts';

export interface RunTopicizeOptions extends Omit<TopicizeOptions, keyof StepOptions | 'runId'>, ModelStepOptions, StepOptions {
  /** The targets of the channel from now on. Default: those that are stored stay in force. */
  targets?: readonly TargetTopic[] | undefined;
}

/** Executes `topicize` for a channel, as a run. */
export async function runTopicize(
  application: Application,
  { channelId }: { channelId: string },
  { modelWish, confirm, hold, signal, targets, ...options }: RunTopicizeOptions,
): Promise<RunReport> {
  const model = await application.openModel('topicize', modelWish);
  return runStep(application, { step: 'topicize', channelId, hold, signal }, async ({ stores, ...run }) => {
    const { runId } = run;
    const dependencies = { ...application, ...stores, model };
    await confirmCost({ step: 'topicize', model, confirm }, () =>
      estimateTopics({ ...dependencies, ...asIfStored(targets), embedder: application.spareEmbedder }, channelId, {
        ...options,
        runId,
      }),
    );
    const purpose = { runId, step: 'topicize', channelId, budgetUsd: options.budgetUsd } as const;
    const embedder = await application.openEmbedder(purpose);
    const stored = targets ? diffTargets(await stores.targetStore.targets(channelId), targets) : null;
    if (stored) {
      await stores.targetStore.changeTargets(channelId, stored.change);
    }
    const result = await topicizeChannel({ ...dependencies, embedder }, channelId, { ...options, ...run });
    return stored ? { ...result, report: { ...result.report, targets_changed: stored.difference } } : result;
  });
}

/** What `runTopicize` with the same options would ask for; asks and stores nothing. */
export async function estimateTopicize(
  application: Application,
  { channelId }: { channelId: string },
  { modelWish, targets, ...options }: RunTopicizeOptions,
): Promise<StepEstimate> {
  const model = await application.openModel('topicize', modelWish);
  const dependencies = { ...application, ...asIfStored(targets), model, embedder: application.spareEmbedder };
  const estimate = await estimateTopics(dependencies, channelId, { ...options, runId: 'estimate' });
  return { step: 'topicize', model_id: model.modelId, ...estimate };
}

/** An estimate stores nothing. */
function asIfStored(targets: readonly TargetTopic[] | undefined): Partial<Pick<TopicizeDependencies, 'targetStore'>> {
  return targets ? { targetStore: { targets: async () => [...targets] } } : {};
}
