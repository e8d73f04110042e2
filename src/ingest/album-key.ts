import type { RawMessage } from '../domain/raw-message.ts';

/** Telegram groups photos with videos, files with files, audio with audio (https://core.telegram.org/api/files#albums-grouped-media). */
const groupOfKind: Record<string, string> = { photo: 'visual', video: 'visual', file: 'files', audio: 'audio' };

/**
 * Equal for messages that one author could have sent as one album; null for a message that cannot be in an album.
 */
export function albumKey({ message_type, media, author, forward }: RawMessage): string | null {
  const group = media && message_type !== 'service' ? groupOfKind[media.kind] : undefined;
  if (!group) {
    return null;
  }
  return JSON.stringify([group, author?.id ?? author?.name ?? null, forward?.from_id ?? forward?.from_name ?? null]);
}
