import { seededRandom } from '../../src/lib/seeded-random.ts';
import { groupInSteps } from './group-in-steps.ts';
import type { LabelledChannel } from './labelled-channel.ts';
import { type Partition, partitionAgreement } from './partition-agreement.ts';
import type { QualityRow } from './quality-row.ts';
import { renumberMessages } from './renumber-messages.ts';
import { shuffle } from './shuffle.ts';
import { toQualityRow } from './to-quality-row.ts';

const shuffles = 10;

/**
 * Whether topics depend on the order of things: the same messages stored in another order must be the same channel; the same texts written in
 * another order need not.
 *
 * @param batch where the documents are when all are stored in their order
 */
export async function measureShuffles({ name, channelId, messages }: LabelledChannel, batch: Partition): Promise<QualityRow[]> {
  const stored: number[] = [];
  const written: number[] = [];
  for (let seed = 1; seed <= shuffles; seed++) {
    const again = await groupInSteps(channelId, [shuffle(messages, seededRandom(seed))]);
    stored.push(partitionAgreement(batch, again));
    const renumbered = renumberMessages(messages, seededRandom(seed));
    const other = await groupInSteps(channelId, [renumbered.messages]);
    written.push(
      partitionAgreement(
        batch,
        new Map([...other].map(([id, topicId]) => [renumbered.formerId.get(id) ?? id, topicId] as const)),
      ),
    );
  }
  return [
    toQualityRow(`${name}: ARI of ${shuffles} orders of storing, the lowest`, Math.min(...stored), {
      atLeast: 0.9,
      note: `mean ${mean(stored)}`,
    }),
    toQualityRow(`${name}: ARI of ${shuffles} orders of writing (other ids and dates), the lowest`, Math.min(...written), {
      note: `mean ${mean(written)}`,
    }),
  ];
}

function mean(values: number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
}
