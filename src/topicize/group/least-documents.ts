import type { LoadedChannel } from '../read/load-documents.ts';

const smallestTopic = 3;
const smallestInLargeChannel = 5;
const largeChannel = 1_000;

/** Fewer documents are no topic; in a channel of more than a thousand, a handful is none either. */
export function leastDocuments({ totals }: Pick<LoadedChannel, 'totals'>): number {
  return totals.documents > largeChannel ? smallestInLargeChannel : smallestTopic;
}
