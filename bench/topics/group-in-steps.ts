import type { RawMessage } from '../../src/domain/raw-message.ts';
import { BenchChannel } from './bench-channel.ts';
import type { Partition } from './partition-agreement.ts';
import { readPartition } from './read-partition.ts';

/**
 * Puts messages through the whole program, one step after the other.
 *
 * @param steps messages of each run, in the order in which they are stored
 * @returns where their documents are in the end
 */
export async function groupInSteps(channelId: string, steps: readonly (readonly RawMessage[])[]): Promise<Partition> {
  const channel = new BenchChannel(channelId);
  try {
    for (const messages of steps) {
      await channel.add(messages);
      await channel.topicize();
    }
    return await readPartition(channel);
  } finally {
    await channel.close();
  }
}
