import { adjustedRand } from './adjusted-rand.ts';

/** The topic of each document, by message id; null outside of all topics. */
export type Partition = ReadonlyMap<string, string | null>;

/**
 * The adjusted Rand index of two runs, over the documents that both could have put in a topic. A document outside counts as alone, so that it
 * matters who is outside.
 */
export function partitionAgreement(left: Partition, right: Partition): number {
  const shared = [...left.keys()].filter((id) => right.has(id));
  const placeIn = (partition: Partition, id: string) => partition.get(id) ?? `alone ${id}`;
  return adjustedRand(shared.map((id) => ({ group: placeIn(left, id), label: placeIn(right, id) })));
}
