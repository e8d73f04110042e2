import type { StoredRawMessage } from '../ports/raw-store.ts';

/** What one document is made of: a message, or an album with its first message first. */
export interface MessageUnit {
  first: StoredRawMessage;
  /** All messages, ids ascending; `first` among them. */
  members: StoredRawMessage[];
}

/** Puts messages (ids ascending) together to units. Service messages and members without their first message are left out. */
export function toUnits(messages: readonly StoredRawMessage[]): MessageUnit[] {
  const units: MessageUnit[] = [];
  const albums = new Map<number, MessageUnit>();
  for (const stored of messages) {
    const albumId = albumIdOf(stored);
    const album = albumId === null ? undefined : albums.get(albumId);
    if (album && album.first !== stored) {
      album.members.push(stored);
    } else if (stored.message.message_type !== 'service' && !isFurtherMember(stored)) {
      const unit = { first: stored, members: [stored] };
      units.push(unit);
      if (albumId !== null) {
        albums.set(albumId, unit);
      }
    }
  }
  return units;
}

/** Whether the message belongs to an album that begins with another message. */
export function isFurtherMember(stored: StoredRawMessage): boolean {
  const albumId = albumIdOf(stored);
  return albumId !== null && albumId !== stored.messageId;
}

export function albumIdOf({ message }: StoredRawMessage): number | null {
  return message.album_id === undefined ? null : Number(message.album_id);
}
