import type { Source } from '../domain/source.ts';
import { type LinkedChannel, telegramUrl } from '../domain/telegram-url.ts';
import type { TopicBundleItem } from '../domain/topic-card.ts';
import type { ResolvedSource } from '../domain/topic-file.ts';

/** What is known of the exported channels, by channel id. */
export type Channels = ReadonlyMap<string, LinkedChannel>;

export function indexChannels(sources: readonly Source[]): Channels {
  return new Map(sources.flatMap((source) => (source.channelId === null ? [] : [[source.channelId, source] as const])));
}

/** A channel that has no source any more still has its numeric id. */
export function findChannel(channels: Channels, channelId: string): LinkedChannel {
  return channels.get(channelId) ?? { channelId, username: null, kind: 'unknown' };
}

/** Messages of a topic with their addresses. */
export function resolveSources(items: readonly TopicBundleItem[], channels: Channels): ResolvedSource[] {
  return items.map((item) => ({
    source_ref: item.source_ref,
    channel_id: item.channel_id,
    message_id: item.message_id,
    message_type: item.message_type,
    role: item.role,
    score: item.score,
    justification: item.justification,
    telegram_url: telegramUrl(findChannel(channels, item.channel_id), {
      space: item.message_type,
      messageId: item.message_id,
      threadId: item.thread_id,
    }),
  }));
}
