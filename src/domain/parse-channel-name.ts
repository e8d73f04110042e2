/** What a person may mean by a name: tried in this order, as a source id first. */
export interface ChannelName {
  /** As it was typed, trimmed: may be a source id. */
  sourceId: string;
  /** Lower case, without `@`; null when it cannot be one. */
  username: string | null;
  /** Without `-100`; null when it cannot be one. */
  channelId: string | null;
  /** Hash of an invitation; null when it is none. */
  invitation: string | null;
}

const linkPattern = /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)\/(?:s\/|c\/)?([^/?#]+)/i;
const invitationPattern =
  /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)\/(?:\+|joinchat\/)([\w-]{8,64})\/?$/i;
/** Telegram's own rule for public names: letters, digits and underscores, a letter first. */
const usernamePattern = /^[a-z][a-z0-9_]{2,31}$/i;

/**
 * Reads any way in which people write a channel: `@name`, `name`, `https://t.me/name`, `https://t.me/s/name`,
 * `https://t.me/c/123`, `123`, `-100123`, an invitation `https://t.me/+HASH`, or a source id.
 */
export function parseChannelName(text: string): ChannelName {
  const typed = text.trim();
  const invitation = invitationPattern.exec(typed)?.[1] ?? null;
  if (invitation !== null) {
    return { sourceId: typed, username: null, channelId: null, invitation };
  }
  const name = (linkPattern.exec(typed)?.[1] ?? typed).replace(/^@/, '');
  const isNumber = /^-?\d+$/.test(name);
  return {
    sourceId: typed,
    username: usernamePattern.test(name) ? name.toLowerCase() : null,
    channelId: isNumber ? name.replace(/^-100(?=\d{5,})/, '').replace(/^-/, '') : name.startsWith('html-') ? name : null,
    invitation: null,
  };
}
