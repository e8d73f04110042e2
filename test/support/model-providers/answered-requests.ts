import type { BatchBehaviour } from './model-provider-options.ts';

/** How many of so many requests were answered when a batch came to its end. */
export function answeredRequests(total: number, state: string, { answeredShare = 0.5 }: BatchBehaviour): number {
  return state === 'completed' ? total : Math.floor(total * answeredShare);
}
