import type { ModelWish } from '../domain/provider-name.ts';
import { providerNames } from '../domain/provider-name.ts';
import type { StepEstimate } from '../pipeline/confirm-cost.ts';
import type { ModelStepOptions } from '../pipeline/run-process.ts';
import type { CommandContext, CommandOption } from './command.ts';
import { describeEstimate } from './describe-estimate.ts';
import { dollars, wholeNumber } from './parse-option.ts';

/** Options of every command that asks models. */
export const modelOptions: readonly CommandOption[] = [
  {
    flags: '--provider <name>',
    description: 'who answers, instead of LLM_PROVIDER',
    choices: ['auto', 'builtin', ...providerNames],
  },
  { flags: '--model <name>', description: "name of the model, instead of LLM_MODEL; needs a provider's own name of it" },
  {
    flags: '-c, --concurrency <n>',
    description: 'calls to the model at a time, at most',
    parse: wholeNumber('--concurrency', 1, 256),
    defaultValue: 4,
  },
  { flags: '--budget <usd>', description: 'US dollars that this run may spend at most', parse: dollars('--budget') },
  {
    flags: '--confirm-above <usd>',
    description: 'on a terminal, ask before a step that may cost more US dollars',
    parse: dollars('--confirm-above'),
    defaultValue: 1,
  },
  { flags: '--no-cache', description: 'ask the model again also about what it answered before' },
];

export interface ModelCommandOptions {
  provider?: NonNullable<ModelWish['provider']>;
  model?: string;
  concurrency: number;
  budget?: number;
  confirmAbove: number;
  /** False with `--no-cache`. */
  cache: boolean;
}

/** The options as steps take them. */
export function toModelOptions(
  { provider, model, concurrency, budget, confirmAbove, cache }: ModelCommandOptions,
  { ask }: Pick<CommandContext, 'ask'>,
): ModelStepOptions & { concurrency: number; budgetUsd: number | undefined; useCache: boolean } {
  return {
    modelWish: { provider, model },
    concurrency,
    budgetUsd: budget,
    useCache: cache,
    confirm: ask === null ? undefined : async (estimate) => isCheap(estimate, confirmAbove) || (await askWhether(estimate)),
  };

  function askWhether(estimate: StepEstimate): Promise<boolean> {
    return ask === null ? Promise.resolve(true) : ask(`${describeEstimate(estimate).join('\n')}\nGo on?`);
  }
}

/** An unknown price may be any. */
function isCheap({ costUsd }: StepEstimate, limit: number): boolean {
  return costUsd !== null && costUsd <= limit;
}
