import { z } from 'zod';

/** Of every list: how much of it, and from where on. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50).meta({ type: 'integer', description: 'How many at most' }),
  after: z.string().max(500).optional().describe('`next` of the page before'),
});

export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('`after` of the next page; null on the last one'),
  });
}

/**
 * A page of a list that is in memory whole.
 *
 * @param keyOf ascending over the list; the key of the last item is where the next page goes on
 */
export function toPage<Item>(
  all: readonly Item[],
  { limit, after }: z.output<typeof pageQuerySchema>,
  keyOf: (item: Item) => string,
): { items: Item[]; next: string | null } {
  const first = after === undefined ? 0 : all.findIndex((item) => keyOf(item) > after);
  const items = first < 0 ? [] : all.slice(first, first + limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && first + limit < all.length ? keyOf(last) : null };
}
