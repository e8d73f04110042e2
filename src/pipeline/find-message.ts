import { parseMessageLink } from '../domain/parse-message-link.ts';
import { type MessageKey, parseSourceRef } from '../domain/source-ref.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { SourceStore } from '../ports/source-store.ts';
import { findSource } from './find-source.ts';
import { type ChannelSource, withChannel } from './run-pipeline.ts';

/**
 * The message that a person means: a source_ref, or the link that Telegram's apps copy. It need not be stored.
 *
 * @throws TgParserError `usage_invalid` when the text is neither, `source_unknown` for a channel that has no source
 */
export async function findMessage(sourceStore: SourceStore, text: string): Promise<{ key: MessageKey; source: ChannelSource }> {
  if (text.startsWith('tg:')) {
    const key = parseSourceRef(text);
    return { key, source: withChannel(await findSource(sourceStore, key.channelId)) };
  }
  const link = parseMessageLink(text);
  if (!link) {
    throw new TgParserError('usage_invalid', `"${text}" names no message`, {
      hint: 'Pass a source_ref like tg:1234567890:post:42, or a link like https://t.me/gardeners/42.',
    });
  }
  const source = withChannel(await findSource(sourceStore, link.channel));
  return { key: { channelId: source.channelId, space: link.space, messageId: link.messageId }, source };
}
