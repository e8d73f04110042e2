import type { TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';

export interface ThemeGroup {
  /** Both null for the topics without a theme. */
  id: string | null;
  title: string | null;
  topics: TopicCard[];
}

/** Topics by theme: themes with the most messages first, and topics without a theme last. */
export function groupByTheme(cards: readonly TopicCard[], sizes: ReadonlyMap<string, number>): ThemeGroup[] {
  const groups = new Map<string | null, ThemeGroup>();
  for (const card of cards) {
    const id = card.theme?.id ?? null;
    const group = groups.get(id) ?? { id, title: card.theme?.title ?? null, topics: [] };
    group.topics.push(card);
    groups.set(id, group);
  }
  const sizeOf = ({ topics }: ThemeGroup) => topics.reduce((total, { id }) => total + (sizes.get(id) ?? 0), 0);
  return [...groups.values()].sort(
    (left, right) =>
      Number(left.id === null) - Number(right.id === null) ||
      sizeOf(right) - sizeOf(left) ||
      compareText(left.id ?? '', right.id ?? ''),
  );
}
