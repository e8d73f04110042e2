import { instantFromDate } from '../domain/instant.ts';
import { topicPair } from '../domain/merge-proposal.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { MergeProposalStore } from '../ports/merge-proposal-store.ts';
import { openProposals } from '../topicize/propose/open-proposals.ts';
import { type FindTopicDependencies, findTopic } from './find-topic.ts';

export interface DismissProposalDependencies extends FindTopicDependencies {
  mergeProposalStore: Pick<MergeProposalStore, 'proposals' | 'saveProposals'>;
  clock: Clock;
}

export interface DismissedProposal {
  topics: { id: string; title: string }[];
}

/**
 * Declines to merge two topics, whichever is named first: no model is asked about them again. Needs no lock, because runs leave alone what was
 * proposed.
 *
 * @throws TgParserError `topic_unknown`; `merge_proposal_unknown` when nobody proposes to merge them
 */
export async function dismissProposal(
  dependencies: DismissProposalDependencies,
  firstId: string,
  secondId: string,
): Promise<DismissedProposal> {
  const { mergeProposalStore, clock } = dependencies;
  const cards = [await findTopic(dependencies, firstId), await findTopic(dependencies, secondId)] as const;
  const [{ metadata, title }, other] = cards;
  const { channel_id: channelId } = metadata.input_scope;
  const pair = topicPair(firstId, secondId);
  const proposed = openProposals(await mergeProposalStore.proposals(channelId), cards).find((proposal) => {
    return proposal.firstId === pair.firstId && proposal.secondId === pair.secondId;
  });
  if (proposed === undefined) {
    throw new TgParserError('merge_proposal_unknown', `No model proposes to merge "${title}" and "${other.title}"`, {
      hint: '"tg-parser topics proposals --channel NAME" shows what is proposed and not declined yet.',
    });
  }
  const at = instantFromDate(clock.now());
  await mergeProposalStore.saveProposals(channelId, [{ ...pair, state: 'dismissed', reason: '', modelId: null, at }]);
  return { topics: cards.map((card) => ({ id: card.id, title: card.title })) };
}
