import type { MessagePlace } from '../ports/raw-store.ts';
import { albumBond } from './album-key.ts';

/** Telegram sends at most ten messages as one album. */
const largestAlbum = 10;

/**
 * Finds albums: consecutive ids that their source names as one, or, where it names none, of one second with equal `albumKey`.
 * A run of more than ten is several albums sent at once: it is cut where a caption begins, and after ten members.
 *
 * @param places ascending by id; every run must be whole
 * @returns the places with `albumId` set: the id of the album's first message, null outside of albums
 */
export function assignAlbums(places: MessagePlace[]): MessagePlace[] {
  return runsOf(places).flatMap(splitRun).flatMap(nameAlbum);
}

/** Whether two places, the second right behind the first, belong to one run. */
export function continuesRun(previous: MessagePlace, next: MessagePlace): boolean {
  if (next.messageId !== previous.messageId + 1 || next.albumKey === null || previous.albumKey === null) {
    return false;
  }
  const bond = albumBond(previous.albumKey, next.albumKey);
  return bond === 'told' || (bond === 'possible' && next.date === previous.date);
}

function runsOf(places: MessagePlace[]): MessagePlace[][] {
  const runs: MessagePlace[][] = [];
  let previous: MessagePlace | undefined;
  for (const place of places) {
    const run = runs.at(-1);
    if (run && previous && continuesRun(previous, place)) {
      run.push(place);
    } else {
      runs.push([place]);
    }
    previous = place;
  }
  return runs;
}

function splitRun(run: MessagePlace[]): MessagePlace[][] {
  if (run.length <= largestAlbum) {
    return [run];
  }
  const parts: MessagePlace[][] = [];
  for (const place of run) {
    const part = parts.at(-1);
    if (!part || place.hasText || part.length === largestAlbum) {
      parts.push([place]);
    } else {
      part.push(place);
    }
  }
  return parts;
}

function nameAlbum(members: MessagePlace[]): MessagePlace[] {
  const albumId = members.length > 1 ? (members[0]?.messageId ?? null) : null;
  return members.map((place) => (place.albumId === albumId ? place : { ...place, albumId }));
}
