import type { ProtectedPart, TopicCard } from '../domain/topic-card.ts';

const order: readonly ProtectedPart[] = ['title', 'members', 'status'];

/** What is protected of a card once a person decided about these parts, too: each once, always in the same order. */
export function protectParts({ protected: before = [] }: TopicCard, ...parts: ProtectedPart[]): ProtectedPart[] {
  return order.filter((part) => before.includes(part) || parts.includes(part));
}
