import type { MergeProposal } from '../../domain/merge-proposal.ts';
import type { TopicCard } from '../../domain/topic-card.ts';

/**
 * Merges that a model proposes and nobody decided about. A run that was killed may have left proposals about topics that there are not: they are none.
 *
 * @param cards of the catalogue, retired ones or not
 */
export function openProposals(known: readonly MergeProposal[], cards: readonly TopicCard[]): MergeProposal[] {
  const living = new Set(cards.flatMap(({ id, status }) => (status === 'retired' ? [] : [id])));
  return known.filter(({ state, firstId, secondId }) => state === 'proposed' && living.has(firstId) && living.has(secondId));
}
