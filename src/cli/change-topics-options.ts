import type { ChangeTopicsOptions } from '../pipeline/change-topics.ts';
import type { CommandContext, CommandOption } from './command.ts';
import { toHoldOptions, type WaitOption, waitOption } from './wait-option.ts';

/** What every command takes that changes topics. */
export const changeTopicsOptions: readonly CommandOption[] = [
  { flags: '--reason <text>', description: 'why, for the history of the topic' },
  waitOption,
];

export interface ChangeTopicsCommandOptions extends WaitOption {
  reason?: string;
}

export function toChangeTopicsOptions(
  { reason, ...wait }: ChangeTopicsCommandOptions,
  { output, signal }: CommandContext,
): ChangeTopicsOptions {
  return { reason: reason?.trim() || undefined, hold: toHoldOptions(wait, output), signal };
}
