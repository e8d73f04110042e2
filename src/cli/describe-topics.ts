import type { TopicCard } from '../domain/topic-card.ts';

/** A table of topics, the largest first. @param sizes messages of each, by id */
export async function describeTopics(cards: readonly TopicCard[], sizes: ReadonlyMap<string, number>): Promise<string[]> {
  const { formatTable } = await import('./format-table.ts');
  const rows = cards.map(({ id, title, type, status }) => ({ id, title, type, status, size: sizes.get(id) ?? 0 }));
  rows.sort((left, right) => right.size - left.size);
  return formatTable([
    ['messages', 'title', 'type', 'status', 'id'],
    ...rows.map(({ id, title, type, status, size }) => [size, title, type, status, id]),
  ]);
}
