import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { compareText } from '../lib/compare-text.ts';
import type { TopicStore } from '../ports/topic-store.ts';
import type { ExportRequest } from './export-request.ts';

/**
 * The cards to export, by id: all active ones of the channels or of their set, or the one that was asked for. Retired topics are not exported.
 *
 * @throws TgParserError `usage_invalid` when the topic asked for is not there
 */
export async function selectTopics(topicStore: TopicStore, request: ExportRequest): Promise<TopicCard[]> {
  const { channelIds, catalogueId, topicId } = request;
  const cards: TopicCard[] = [];
  for (const id of catalogueId === undefined ? channelIds : [catalogueId]) {
    cards.push(...(await topicStore.cards(id)));
  }
  const selected = topicId === null ? cards : cards.filter(({ id }) => id === topicId);
  if (topicId !== null && selected.length === 0) {
    throw new TgParserError('usage_invalid', `No active topic of the exported channels has the id "${topicId}"`, {
      hint: 'The command "tg-parser topics list" shows the ids; a topic of a set of channels is exported with --set.',
    });
  }
  return selected.toSorted((left, right) => compareText(left.id, right.id));
}
