import type { MessageSpace } from './source-ref.ts';

export interface MessageLink {
  /** As a channel is named everywhere: a public name or a numeric id. */
  channel: string;
  space: MessageSpace;
  messageId: number;
}

/** The last number of the path is the message; of two, the first is its forum topic. */
const linkPattern =
  /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)\/(?:c\/(\d+)|(?:s\/)?([a-z]\w{2,31}))(?:\/\d+)?\/(\d+)\/?(?:\?([^#]*))?(?:#.*)?$/i;

/**
 * Reads the web address of a message as Telegram's apps copy it: `https://t.me/name/42`, `https://t.me/c/123/42`, both also with a forum
 * topic before the message or with `?comment=` behind it. See https://core.telegram.org/api/links.
 *
 * @returns null when the text is none
 */
export function parseMessageLink(text: string): MessageLink | null {
  const match = linkPattern.exec(text.trim());
  const channel = match?.[1] ?? match?.[2];
  if (!match || channel === undefined) {
    return null;
  }
  const comment = new URLSearchParams(match[4] ?? '').get('comment');
  const messageId = Number(comment ?? match[3]);
  return Number.isSafeInteger(messageId) && messageId > 0
    ? { channel, space: comment === null ? 'post' : 'comment', messageId }
    : null;
}
