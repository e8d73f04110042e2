import type { ModelWish } from '../domain/provider-name.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import { estimateChannel } from '../process/estimate-channel.ts';
import { type ProcessOptions, processChannel } from '../process/process-channel.ts';
import type { Application } from './application.ts';
import { type ConfirmCost, confirmCost, type StepEstimate } from './confirm-cost.ts';
import type { RunReport } from './record-run.ts';
import { runStep } from './run-step.ts';
import type { StepOptions } from './steps.ts';

/** Of steps that ask models. */
export interface ModelStepOptions {
  /** Who answers, where not whom the settings name. */
  modelWish?: ModelWish | undefined;
  confirm?: ConfirmCost | undefined;
}

export type RunProcessOptions = Omit<ProcessOptions, keyof StepOptions | 'runId'> & ModelStepOptions & StepOptions;

/** Executes `process` for a channel, as a run. */
export async function runProcess(
  application: Application,
  { channelId }: { channelId: string },
  { modelWish, confirm, hold, signal, ...options }: RunProcessOptions,
): Promise<RunReport> {
  const model = await application.openModel('process', modelWish);
  checkBatches(model, options);
  return runStep(application, { step: 'process', channelId, hold, signal }, async ({ stores, ...run }) => {
    const dependencies = { ...application, ...stores, model };
    await confirmCost({ step: 'process', model, confirm }, () => estimateChannel(dependencies, channelId, options));
    return processChannel(dependencies, channelId, { ...options, ...run });
  });
}

/** What `runProcess` with the same options would ask for; asks and stores nothing. */
export async function estimateProcess(
  application: Application,
  { channelId }: { channelId: string },
  { modelWish, ...options }: RunProcessOptions,
): Promise<StepEstimate> {
  const model = await application.openModel('process', modelWish);
  checkBatches(model, options);
  const estimate = await estimateChannel({ ...application, model }, channelId, options);
  return { step: 'process', model_id: model.modelId, ...estimate };
}

function checkBatches(
  { batches, modelId }: LanguageModel,
  { inBatches, useCache }: Pick<ProcessOptions, 'inBatches' | 'useCache'>,
): void {
  if (inBatches && batches === null) {
    throw new TgParserError('usage_invalid', `--batch does not work with ${modelId}, whose provider has no batches`, {
      hint: 'Leave it out, or choose --provider openai or --provider anthropic.',
    });
  }
  if (inBatches && useCache === false) {
    throw new TgParserError(
      'usage_invalid',
      '--batch and --no-cache exclude each other: batches bring their answers by way of the cache',
      {
        hint: 'Leave one of them out.',
      },
    );
  }
}
