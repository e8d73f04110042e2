import type { HoldOptions } from '../pipeline/acquire-lease.ts';
import { describeHolder } from '../pipeline/describe-holder.ts';
import type { CommandOption } from './command.ts';
import type { Output } from './output.ts';
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

export function toHoldOptions({ wait }: WaitOption, output: Output): HoldOptions {
  return {
    waitInMs: wait === undefined ? 0 : wait === true ? Number.POSITIVE_INFINITY : wait * 1000,
    onWaiting: (holder) => output.notice(`Waiting: ${describeHolder(holder)}`),
  };
}
