import type { StepName } from '../domain/run.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallEstimate, LanguageModel } from '../ports/language-model.ts';

/** What a step is about to spend. */
export interface StepEstimate extends CallEstimate {
  step: StepName;
  model_id: string;
}

/** Asks somebody whether a step may spend so much. Not given: nobody is asked. */
export type ConfirmCost = (estimate: StepEstimate) => Promise<boolean>;

/**
 * Has the cost of a step confirmed before anything is spent.
 *
 * @param estimate works out what the step will ask for; not called for an engine that costs nothing
 * @throws TgParserError `cost_declined`
 */
export async function confirmCost(
  { step, model, confirm }: { step: StepName; model: LanguageModel; confirm: ConfirmCost | undefined },
  estimate: () => Promise<CallEstimate>,
): Promise<void> {
  if (confirm === undefined || model.provider === 'builtin') {
    return;
  }
  const estimated = await estimate();
  if (estimated.calls > 0 && !(await confirm({ ...estimated, step, model_id: model.modelId }))) {
    throw new TgParserError('cost_declined', `"${step}" was not begun, because its cost was declined`, {
      hint: 'Give --limit, another --model, --provider builtin, or a higher --confirm-above.',
    });
  }
}
