import { formatSourceRef } from '../../domain/source-ref.ts';
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
  const all = places.map((place) => ({
    ref: formatSourceRef({ channelId, space: place.space, messageId: place.messageId }),
    root: conversations.get(placeKey(place.space, place.messageId)),
    day: Date.parse(place.date) / dayMilliseconds,
  }));
  const own = all.filter(({ ref }) => fresh.has(ref));
  const roots = new Set(own.flatMap(({ root }) => root ?? []));
  const days = Float64Array.from(own, ({ day }) => day).sort();
  const together: string[] = [];
  const shortlyBefore = new Map<string, number>();
  for (const { ref, root, day } of all) {
    if (!fresh.has(ref)) {
      if (root !== undefined && roots.has(root)) {
        together.push(ref);
      }
      const apart = daysUntilNext(day, days);
      if (apart <= mostDays) {
        shortlyBefore.set(ref, apart);
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
