import { groupInSteps } from './group-in-steps.ts';
import type { LabelledChannel } from './labelled-channel.ts';
import { type Partition, partitionAgreement } from './partition-agreement.ts';
import type { QualityRow } from './quality-row.ts';
import { toQualityRow } from './to-quality-row.ts';

const increments = 20;

/** Whether a channel that was followed as it grew comes to the same as one that was read at once. */
export async function measureIncrements({ name, channelId, messages }: LabelledChannel, batch: Partition): Promise<QualityRow> {
  const size = Math.ceil(messages.length / increments);
  const steps = Array.from({ length: increments }, (_, step) => messages.slice(step * size, (step + 1) * size));
  const grown = await groupInSteps(channelId, steps);
  return toQualityRow(`${name}: ARI of ${increments} increments and one batch`, partitionAgreement(batch, grown), {
    atLeast: 0.9,
  });
}
