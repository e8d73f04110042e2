import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ChannelSet } from '../ports/channel-set-store.ts';
import type { Application } from './application.ts';

/**
 * Stores a set whose channels are held: one that was removed while they were waited for does not come back with it.
 *
 * @throws TgParserError `source_unknown` when a channel has no source any more
 */
export async function rememberSet(
  { sourceStore, channelSetStore }: Pick<Application, 'sourceStore' | 'channelSetStore'>,
  set: ChannelSet,
): Promise<void> {
  for (const channelId of set.channelIds) {
    if ((await sourceStore.findByChannelId(channelId)) === null) {
      throw new TgParserError('source_unknown', `The channel ${channelId} of the set "${set.name}" was removed`, {
        hint: 'Name the channels that are left with --channel, as "tg-parser sources list" shows them.',
      });
    }
  }
  await channelSetStore.save(set);
}
