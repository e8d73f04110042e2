import { describeHolder, type HoldOptions } from '../pipeline/hold-step.ts';
import type { CommandContext, CommandOption } from './command.ts';
import { wholeNumber } from './parse-option.ts';

export const waitOption: CommandOption = {
  flags: '--wait [seconds]',
  description: 'when another process is at the same step of the channel, wait for it instead of ending with 4',
  parse: wholeNumber('--wait', 0),
};

export interface WaitOption {
  /** True without a number: as long as it takes. */
  wait?: number | true | undefined;
}

export function toHoldOptions(
  { wait }: WaitOption,
  { output, signal }: Pick<CommandContext, 'output' | 'signal'>,
): HoldOptions {
  return {
    waitInMs: wait === undefined ? 0 : wait === true ? Number.POSITIVE_INFINITY : wait * 1000,
    onWaiting: (holder) => output.notice(`Waiting: ${describeHolder(holder, new Date())}`),
    signal,
  };
}
