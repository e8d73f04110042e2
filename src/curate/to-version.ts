import type { TopicCard } from '../domain/topic-card.ts';
import type { TopicsChange } from '../ports/topic-store.ts';
import type { Decision } from './decision.ts';

/** Stands in histories and cards where a run would be named: a person changed the topic. */
export const curatorRunId = 'curator';

export type CuratorChange = 'merged' | 'split' | 'renamed' | 'retired' | 'updated';

/** @param otherwise the reason when the person gave none */
export function toVersion(
  card: TopicCard,
  { change, otherwise }: { change: CuratorChange; otherwise: string },
  { at, reason }: Decision,
): TopicsChange['versions'][number] {
  return { topicId: card.id, at, runId: curatorRunId, change, reason: reason ?? otherwise, card };
}
