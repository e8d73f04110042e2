import { estimateTopics } from '../topicize/estimate-topics.ts';
import { type TopicizeOptions, topicizeChannel } from '../topicize/topicize-channel.ts';
import type { Application } from './application.ts';
import { confirmCost, type StepEstimate } from './confirm-cost.ts';
import type { RunReport } from './record-run.ts';
import type { ModelStepOptions } from './run-process.ts';
import { runStep } from './run-step.ts';
import type { StepOptions } from './steps.ts';

export type RunTopicizeOptions = Omit<TopicizeOptions, keyof StepOptions | 'runId'> & ModelStepOptions & StepOptions;

/** Executes `topicize` for a channel, as a run. */
export async function runTopicize(
  application: Application,
  { channelId }: { channelId: string },
  { modelWish, confirm, hold, signal, ...options }: RunTopicizeOptions,
): Promise<RunReport> {
  const model = await application.openModel('topicize', modelWish);
  return runStep(application, { step: 'topicize', channelId, hold, signal }, async ({ stores, ...run }) => {
    const { runId } = run;
    const dependencies = { ...application, ...stores, model };
    await confirmCost({ step: 'topicize', model, confirm }, () =>
      estimateTopics({ ...dependencies, embedder: application.spareEmbedder }, channelId, { ...options, runId }),
    );
    const purpose = { runId, step: 'topicize', channelId, budgetUsd: options.budgetUsd } as const;
    const embedder = await application.openEmbedder(purpose);
    return topicizeChannel({ ...dependencies, embedder }, channelId, { ...options, ...run });
  });
}

/** What `runTopicize` with the same options would ask for; asks and stores nothing. */
export async function estimateTopicize(
  application: Application,
  { channelId }: { channelId: string },
  { modelWish, ...options }: RunTopicizeOptions,
): Promise<StepEstimate> {
  const model = await application.openModel('topicize', modelWish);
  const dependencies = { ...application, model, embedder: application.spareEmbedder };
  const estimate = await estimateTopics(dependencies, channelId, { ...options, runId: 'estimate' });
  return { step: 'topicize', model_id: model.modelId, ...estimate };
}
