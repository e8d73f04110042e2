import type { CommandOption } from './command.ts';
import { type ModelCommandOptions, modelOptions } from './model-options.ts';
import { wholeNumber } from './parse-option.ts';

export const dryRunOption: CommandOption = {
  flags: '--dry-run',
  description: 'only say how many calls, tokens and US dollars it would take; nothing is asked and nothing stored',
};

/** Options of `process`. */
export const processOptions: readonly CommandOption[] = [
  { flags: '--limit <n>', description: 'process at most this many messages', parse: wholeNumber('--limit', 1) },
  ...modelOptions,
];

export interface ProcessCommandOptions extends ModelCommandOptions {
  limit?: number;
}
