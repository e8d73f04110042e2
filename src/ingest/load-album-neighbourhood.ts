import type { MessageSpace } from '../domain/source-ref.ts';
import type { MessagePlace, RawChunk } from '../ports/raw-store.ts';
import { continuesRun } from './assign-albums.ts';

/** More than the longest run seen in real exports (34), so that one look is nearly always enough. */
const reach = 50;

/**
 * Loads the stored messages whose album may change when the given places are added or changed: the whole runs on both
 * sides of them. In a plain append that is next to nothing.
 *
 * @param touched the new and changed places, as they will be
 * @returns stored places other than the touched ones, any order
 */
export async function loadAlbumNeighbourhood(
  chunk: RawChunk,
  space: MessageSpace,
  touched: ReadonlyMap<number, MessagePlace>,
): Promise<MessagePlace[]> {
  const found = new Map<number, MessagePlace>();
  const neighbours = await chunk.places(space, idsBeside(touched));
  for (const neighbour of neighbours.values()) {
    if (neighbour.albumKey !== null && !found.has(neighbour.messageId)) {
      await loadRun(neighbour);
    }
  }
  return [...found.values()];

  async function loadRun(start: MessagePlace): Promise<void> {
    let [from, to] = [start.messageId, start.messageId];
    for (;;) {
      const places = await chunk.placesBetween(space, from - reach, to + reach);
      const [first, last] = runAround(places, start.messageId);
      if (first > from - reach && last < to + reach) {
        for (const place of places) {
          if (place.messageId >= first && place.messageId <= last && !touched.has(place.messageId)) {
            found.set(place.messageId, place);
          }
        }
        return;
      }
      [from, to] = [Math.min(first, from), Math.max(last, to)];
    }
  }
}

function idsBeside(touched: ReadonlyMap<number, MessagePlace>): number[] {
  const ids = new Set<number>();
  for (const { messageId } of touched.values()) {
    ids.add(messageId - 1);
    ids.add(messageId + 1);
  }
  return [...ids].filter((id) => !touched.has(id)).sort((left, right) => left - right);
}

/** First and last id of the run that holds `messageId`, as the stored places show it. */
function runAround(places: MessagePlace[], messageId: number): [number, number] {
  const at = places.findIndex((place) => place.messageId === messageId);
  let first = at;
  let last = at;
  for (let before = places[first - 1], here = places[first]; before && here && continuesRun(before, here); ) {
    first -= 1;
    here = before;
    before = places[first - 1];
  }
  for (let here = places[last], after = places[last + 1]; here && after && continuesRun(here, after); ) {
    last += 1;
    here = after;
    after = places[last + 1];
  }
  return [places[first]?.messageId ?? messageId, places[last]?.messageId ?? messageId];
}
