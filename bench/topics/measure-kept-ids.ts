import { BenchChannel } from './bench-channel.ts';
import type { LabelledChannel } from './labelled-channel.ts';
import type { QualityRow } from './quality-row.ts';
import { readPartition } from './read-partition.ts';
import { toQualityRow } from './to-quality-row.ts';

/** Of a channel is there before the last tenth is written. */
const before = 0.9;
const write = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Whether those who remember topics by their ids find them again: after a tenth more messages, and after all is worked out again. */
export async function measureKeptIds({ name, channelId, messages }: LabelledChannel): Promise<QualityRow[]> {
  const channel = new BenchChannel(channelId);
  try {
    const split = Math.round(messages.length * before);
    await channel.add(messages.slice(0, split));
    await channel.topicize();
    const old = [...(await readPartition(channel))].filter(([, topicId]) => topicId !== null);
    await channel.add(messages.slice(split));
    await channel.topicize();
    const grown = await readPartition(channel);
    const stayed = old.filter(([id, topicId]) => grown.get(id) === topicId).length;
    const ids = await readTopicIds(channel);
    await channel.topicize({ force: true });
    const rebuilt = new Set(await readTopicIds(channel));
    return [
      toQualityRow(`${name}: old documents that keep the id of their topic when a tenth is added`, stayed / old.length, {
        atLeast: 0.95,
        write,
        note: `of ${old.length} in topics`,
      }),
      toQualityRow(
        `${name}: topic ids that are kept when all is worked out again by force`,
        ids.filter((id) => rebuilt.has(id)).length / ids.length,
        { atLeast: 0.9, write, note: `of ${ids.length}` },
      ),
    ];
  } finally {
    await channel.close();
  }
}

async function readTopicIds({ stores, channelId }: BenchChannel): Promise<string[]> {
  return (await stores.topicStore.cards(channelId)).map(({ id }) => id);
}
