import type { CallAnswer } from '../ports/callable-model.ts';

/** How a call that was answered stands on the bill. */
export function callOutcome({ finishReason }: Pick<CallAnswer, 'finishReason'>): 'answered' | 'truncated' | 'refused' {
  switch (finishReason) {
    case 'length':
      return 'truncated';
    case 'refusal':
      return 'refused';
    default:
      return 'answered';
  }
}
