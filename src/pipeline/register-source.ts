import { instantFromDate } from '../domain/instant.ts';
import type { Source, SourceChange } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChannelDescription } from '../ports/message-source.ts';
import type { SourceStore } from '../ports/source-store.ts';

export interface Registration {
  source: Source;
  /** True when the source was not registered before. */
  isNew: boolean;
}

/**
 * Finds the source of the channel that an input describes, or registers it under the name that the person gave, else under
 * its channel id. What the input says
 * of the channel (title, username, kind) is taken over; earlier names stay in the history.
 *
 * @param read how the input is read, for when the source is read again
 * @param target the registered source that the person named, null when none was named or the name is new
 * @throws TgParserError `source_exists` when the named source belongs to another channel
 */
export async function registerSource(
  { sourceStore, clock }: { sourceStore: SourceStore; clock: Clock },
  channel: ChannelDescription,
  { target, sourceName, read }: { target: Source | null; sourceName: string | null; read: SourceChange },
): Promise<Registration> {
  const at = instantFromDate(clock.now());
  const owner = await sourceStore.findByChannelId(channel.channelId);
  if (target?.channelId && target.channelId !== channel.channelId) {
    throw new TgParserError(
      'source_exists',
      `Source "${target.sourceId}" is channel ${target.channelId}, what was read is channel ${channel.channelId}`,
      {
        hint: 'Leave --source out to take it as a source of its own.',
      },
    );
  }
  // Without a target the name was new when it was looked up: another process may have registered it in the meantime.
  if (owner && sourceName !== null && owner.sourceId !== (target?.sourceId ?? sourceName)) {
    throw new TgParserError('source_exists', `Channel ${channel.channelId} is source "${owner.sourceId}" already`, {
      hint: `Use --source ${owner.sourceId}.`,
    });
  }
  const seen = {
    channelId: channel.channelId,
    ...read,
    ...(channel.title === null ? {} : { title: channel.title }),
    ...(channel.username === null ? {} : { username: channel.username }),
    ...(channel.kind === 'unknown' ? {} : { kind: channel.kind }),
  };
  const known = target ?? owner;
  if (known) {
    return { source: await sourceStore.update(known.sourceId, seen, at), isNew: false };
  }
  try {
    return {
      source: await sourceStore.add({ sourceId: sourceName ?? channel.channelId, via: 'export', ...seen }, at),
      isNew: true,
    };
  } catch (error) {
    // Two processes that read a new channel at once both find it missing, and one of them is the first to add it.
    const added = await sourceStore.findByChannelId(channel.channelId);
    if (added === null || (sourceName !== null && added.sourceId !== sourceName)) {
      throw error;
    }
    return { source: await sourceStore.update(added.sourceId, seen, at), isNew: false };
  }
}
