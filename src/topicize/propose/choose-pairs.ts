import type { MergeProposal, TopicPair } from '../../domain/merge-proposal.ts';
import type { LearntGroups } from '../join/learnt-catalogue.ts';
import { findNearPairs } from './find-near-pairs.ts';

/**
 * Pairs to ask about: those that wait, and near ones that nothing is known of. What was answered or decided is asked about never again.
 *
 * @param known what is known of pairs of the catalogue
 * @param eligible ids of the topics that may be paired
 * @param asked ids of those whose neighbours are looked for
 */
export function choosePairs(
  known: readonly MergeProposal[],
  groups: LearntGroups,
  topics: { eligible: ReadonlySet<string>; asked: ReadonlySet<string> },
): TopicPair[] {
  const { eligible } = topics;
  const waiting = known.filter(
    ({ state, firstId, secondId }) => state === 'waiting' && eligible.has(firstId) && eligible.has(secondId),
  );
  const keys = new Set(known.map(keyOf));
  const fresh = findNearPairs(groups, topics).filter((pair) => !keys.has(keyOf(pair)));
  return [...waiting.map(({ firstId, secondId }) => ({ firstId, secondId })), ...fresh];
}

function keyOf({ firstId, secondId }: TopicPair): string {
  return `${firstId} ${secondId}`;
}
