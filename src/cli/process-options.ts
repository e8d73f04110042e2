import type { CommandOption } from './command.ts';
import { wholeNumber } from './parse-option.ts';

/** Options of `process` that `run` takes too. */
export const processOptions: readonly CommandOption[] = [
  { flags: '--limit <n>', description: 'process at most this many messages', parse: wholeNumber('--limit', 1) },
];

export interface ProcessCommandOptions {
  limit?: number;
}
