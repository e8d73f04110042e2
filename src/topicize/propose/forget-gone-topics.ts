import type { TopicCard } from '../../domain/topic-card.ts';
import type { TopicizeDependencies } from '../topicize-options.ts';

/** Removes what is known of pairs whose topics are not in the catalogue any more: a topic that is retired never comes back. */
export async function forgetGoneTopics(
  { mergeProposalStore }: Pick<TopicizeDependencies, 'mergeProposalStore'>,
  channelId: string,
  cards: readonly TopicCard[],
): Promise<void> {
  const living = new Set(cards.flatMap(({ id, status }) => (status === 'retired' ? [] : [id])));
  const known = await mergeProposalStore.proposals(channelId);
  const gone = new Set(known.flatMap(({ firstId, secondId }) => [firstId, secondId]).filter((id) => !living.has(id)));
  if (gone.size > 0) {
    await mergeProposalStore.removeAbout(channelId, [...gone]);
  }
}
