export interface PostAddress {
  /** As it is written. */
  username: string;
  /** Null for the address of the channel itself. */
  messageId: string | null;
}

const pattern =
  /^(?:https?:)?\/\/(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)\/(?:s\/)?([A-Za-z]\w{2,31})(?:\/(\d{1,15}))?\/?(?:[?#].*)?$/;

/** What an address such as `https://t.me/name/12?single` leads to; null for all others. */
export function postAddress(address: string | undefined): PostAddress | null {
  const [, username, messageId = null] = pattern.exec(address?.slice(0, 400) ?? '') ?? [];
  return username === undefined ? null : { username, messageId };
}
