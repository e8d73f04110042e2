import { type ErrorCode, errorCodes } from '../domain/error-code.ts';
import type { RunOutcome } from '../domain/run.ts';

/**
 * Exit codes of the contract: 0 done, 1 failed, 3 finished with failed items, 4 stopped by a budget, quota or rate limit, 130
 * interrupted. What stopped a run has a code of its own.
 */
export function exitCodeOf({ outcome, stopped_by }: { outcome: RunOutcome; stopped_by?: { code: ErrorCode } }): number {
  switch (outcome) {
    case 'done':
    case 'nothing_to_do':
      return 0;
    case 'partial':
      return 3;
    case 'stopped':
      return stopped_by ? errorCodes[stopped_by.code].exitCode : 1;
    case 'interrupted':
      return 130;
    default:
      return 1;
  }
}
