import { formatSourceRef, parseSourceRef } from '../../domain/source-ref.ts';
import type { ThreadPlace } from '../../ports/raw-store.ts';
import type { Conversations } from '../read/find-conversations.ts';
import { placeKey } from '../read/place-key.ts';

/** What some new messages have to do with, by source_ref. */
export interface Company {
  /** The rest of their conversations. */
  together: string[];
  /** What was written before one of them, and how many days before the next of them. */
  shortlyBefore: Map<string, number>;
}

const dayMilliseconds = 86_400_000;

/**
 * Finds what new messages have to do with, by when messages were written and what they answer.
 *
 * @param fresh source_refs of the new ones
 * @param mostDays what was written longer before is left out
 */
export function findCompany(
  { places, conversations }: Pick<Conversations, 'conversations'> & { places: readonly ThreadPlace[] },
  { channelId, fresh, mostDays }: { channelId: string; fresh: ReadonlySet<string>; mostDays: number },
): Company {
  const rootOf = ({ space, messageId }: ThreadPlace) => conversations.get(placeKey(space, messageId));
  const refOf = ({ space, messageId }: ThreadPlace) => formatSourceRef({ channelId, space, messageId });
  const dayOf = ({ date }: ThreadPlace) => Date.parse(date) / dayMilliseconds;
  const keys = new Set(Array.from(fresh, parseSourceRef).map(({ space, messageId }) => placeKey(space, messageId)));
  const isFresh = ({ space, messageId }: ThreadPlace) => keys.has(placeKey(space, messageId));
  const own = places.filter(isFresh);
  const roots = new Set(own.flatMap((place) => rootOf(place) ?? []));
  const days = Float64Array.from(own, dayOf).sort();
  // Most messages of a large channel are older than all that matters: a look at their dates as text is enough.
  const earliest =
    days.length === 0 ? '' : new Date(((days[0] as number) - mostDays) * dayMilliseconds).toISOString().slice(0, 10);
  const together: string[] = [];
  const shortlyBefore = new Map<string, number>();
  for (const place of places) {
    const root = rootOf(place);
    const isTogether = root !== undefined && roots.has(root);
    const isLate = days.length > 0 && place.date >= earliest;
    if ((isTogether || isLate) && !isFresh(place)) {
      if (isTogether) {
        together.push(refOf(place));
      }
      const apart = isLate ? daysUntilNext(dayOf(place), days) : Number.POSITIVE_INFINITY;
      if (apart <= mostDays) {
        shortlyBefore.set(refOf(place), apart);
      }
    }
  }
  return { together, shortlyBefore };
}

/** @param days ascending. @returns from `day` to the first of them that is not before it */
function daysUntilNext(day: number, days: Float64Array): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as number) < day) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (days[low] ?? Number.POSITIVE_INFINITY) - day;
}
