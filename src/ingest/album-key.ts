import type { RawMessage } from '../domain/raw-message.ts';

/** Telegram groups photos with videos, files with files, audio with audio (https://core.telegram.org/api/files#albums-grouped-media). */
const groupOfKind: Record<string, string> = { photo: 'visual', video: 'visual', file: 'files', audio: 'audio' };

/** What is said of a message that its source says to be in no album. */
const alone = 'alone';

/**
 * What decides whether neighbours are one album: the kind of album that it could be and who could have sent it, and behind `]#` the album that the
 * source names, where it names any. Null for a message that is in none for certain.
 */
export function albumKey(message: RawMessage): string | null {
  const { message_type, media, author, forward } = message;
  const told = toldAlbum(message);
  const group = media && message_type !== 'service' ? groupOfKind[media.kind] : undefined;
  if (told === alone || (told === undefined && !group)) {
    return null;
  }
  const sender = [author?.id ?? author?.name ?? null, forward?.from_id ?? forward?.from_name ?? null];
  const possible = JSON.stringify([group ?? 'visual', ...sender]);
  return told === undefined ? possible : `${possible}#${told}`;
}

/** An account tells a number that the members share, a page of the preview the first member that it shows. */
function toldAlbum({ grouped_id: groupedId, album_id: firstId }: RawMessage): string | undefined {
  if (groupedId === null) {
    return alone;
  }
  return typeof groupedId === 'string' ? `group ${groupedId}` : firstId === undefined ? undefined : `first ${firstId}`;
}

/** How far two neighbours belong together. */
export type AlbumBond = 'told' | 'possible' | 'none';

/** By the names of their albums when both are told in the same way, else by what could be. */
export function albumBond(left: string, right: string): AlbumBond {
  const [leftPossible, leftTold] = split(left);
  const [rightPossible, rightTold] = split(right);
  if (leftTold !== null && rightTold !== null && wayOfTelling(leftTold) === wayOfTelling(rightTold)) {
    return leftTold === rightTold ? 'told' : 'none';
  }
  return leftPossible === rightPossible ? 'possible' : 'none';
}

function split(key: string): [possible: string, told: string | null] {
  const at = key.endsWith(']') ? -1 : key.lastIndexOf(']#');
  return at < 0 ? [key, null] : [key.slice(0, at + 1), key.slice(at + 2)];
}

/** `group` or `first`. */
function wayOfTelling(told: string): string {
  return told.slice(0, told.indexOf(' '));
}
