import type { RunOutcome } from '../domain/run.ts';

/** Exit codes of the contract: 0 done, 1 failed, 3 finished with failed items, 130 interrupted. */
export function exitCodeOf(outcome: RunOutcome): number {
  switch (outcome) {
    case 'done':
    case 'nothing_to_do':
      return 0;
    case 'partial':
      return 3;
    case 'interrupted':
      return 130;
    default:
      return 1;
  }
}
