import type { Source } from './source.ts';
import type { MessageSpace } from './source-ref.ts';

/** What of a channel decides how its messages are linked. */
export type LinkedChannel = Pick<Source, 'channelId' | 'username' | 'kind'>;

export interface LinkedMessage {
  space: MessageSpace;
  messageId: string;
  /** Of a comment: the id of the channel's post it stands under. */
  threadId?: string | null | undefined;
}

/** Telegram's rule for public names: https://core.telegram.org/method/account.checkUsername */
const usernamePattern = /^[A-Za-z][A-Za-z0-9_]{2,31}$/;
const numberPattern = /^[1-9]\d*$/;

/**
 * The web address of a message: `https://t.me/<username>/<id>`, for a place without public name `https://t.me/c/<channel id>/<id>`
 * (opens for members only); a comment's address points at the comment under its post. See https://core.telegram.org/api/links.
 *
 * @returns null for basic groups and private chats, which have no addresses, and for an import that knows no numeric id
 */
export function telegramUrl(channel: LinkedChannel, message: LinkedMessage): string | null {
  const base = channelAddress(channel);
  if (base === null || !numberPattern.test(message.messageId)) {
    return null;
  }
  if (message.space === 'post') {
    return `${base}/${message.messageId}`;
  }
  return message.threadId && numberPattern.test(message.threadId)
    ? `${base}/${message.threadId}?comment=${message.messageId}`
    : null;
}

function channelAddress({ channelId, username, kind }: LinkedChannel): string | null {
  if (kind === 'group' || kind === 'personal') {
    return null;
  }
  if (username !== null && usernamePattern.test(username)) {
    return `https://t.me/${username}`;
  }
  return channelId !== null && numberPattern.test(channelId) ? `https://t.me/c/${channelId}` : null;
}
