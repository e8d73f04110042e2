import { TgParserError } from './tg-parser-error.ts';

/** The id space of a message within its channel: service messages share the space of posts. */
export type MessageSpace = 'post' | 'comment';

export interface MessageKey {
  /** Numeric Telegram id without `-100`, or `html-<slug>` for an HTML export that names no id. */
  channelId: string;
  space: MessageSpace;
  messageId: number;
}

export const sourceRefPattern = /^tg:([^:]+):(post|comment):([^:]+)$/;

/** `tg:<channel_id>:<post|comment>:<message_id>`: the one key of a message everywhere. */
export function formatSourceRef({ channelId, space, messageId }: MessageKey): string {
  return `tg:${channelId}:${space}:${messageId}`;
}

/** @throws TgParserError `usage_invalid` when the text is no source_ref of ours. */
export function parseSourceRef(sourceRef: string): MessageKey {
  const match = sourceRefPattern.exec(sourceRef);
  const messageId = Number(match?.[3]);
  if (!match?.[1] || !match[2] || !Number.isSafeInteger(messageId)) {
    throw new TgParserError('usage_invalid', `"${sourceRef}" is not a source_ref`, {
      hint: 'A source_ref looks like tg:1234567890:post:42.',
    });
  }
  return { channelId: match[1], space: match[2] as MessageSpace, messageId };
}
