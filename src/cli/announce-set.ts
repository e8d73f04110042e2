import type { ChannelSet, ChannelSetStore } from '../ports/channel-set-store.ts';
import type { Output } from './output.ts';

/** Tells a person how a set that these channels make can be used again, or that it was of other channels before. */
export async function announceSet(
  { channelSetStore }: { channelSetStore: Pick<ChannelSetStore, 'get'> },
  { name, channelIds }: ChannelSet,
  output: Pick<Output, 'notice'>,
): Promise<void> {
  const before = await channelSetStore.get(name);
  if (before === null) {
    output.notice(`The set "${name}" has ${channelIds.length} channels; --set ${name} uses it again`);
  } else if (before.channelIds.join() !== channelIds.join()) {
    output.notice(`The set "${name}" was of ${before.channelIds.join(', ')}; now it is of ${channelIds.join(', ')}`);
  }
}
