import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ChannelSet, ChannelSetStore } from '../ports/channel-set-store.ts';

/**
 * The set of channels with a name.
 *
 * @throws TgParserError `channel_set_unknown`, listing those that there are
 */
export async function findChannelSet(channelSetStore: ChannelSetStore, name: string): Promise<ChannelSet> {
  const found = await channelSetStore.get(name);
  if (found) {
    return found;
  }
  const known = await channelSetStore.list();
  throw new TgParserError('channel_set_unknown', `No set of channels is called "${name}"`, {
    hint:
      known.length > 0
        ? `There are ${known.map((set) => set.name).join(', ')}: "tg-parser topics sets" shows their channels.`
        : `Say which channels it is of: tg-parser topicize --channel NAME --channel NAME --set ${name}`,
  });
}
