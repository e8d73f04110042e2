import type { Instant } from '../domain/instant.ts';
import { openProposals } from '../topicize/propose/open-proposals.ts';
import type { Application } from './application.ts';

export interface ProposedTopic {
  id: string;
  title: string;
  messages: number;
}

export interface ListedProposal {
  /** The larger topic first: the other one would go into it. */
  topics: [ProposedTopic, ProposedTopic];
  why: string;
  model_id: string | null;
  proposed_at: Instant;
}

/** Merges of a catalogue that models propose and no person decided about, those of the largest topics first. */
export async function listProposals(
  { mergeProposalStore, topicStore }: Pick<Application, 'mergeProposalStore' | 'topicStore'>,
  channelId: string,
): Promise<ListedProposal[]> {
  const cards = await topicStore.cards(channelId);
  const sizes = await topicStore.bundleSizes(channelId);
  const topicOf = new Map(cards.map(({ id, title }) => [id, { id, title, messages: sizes.get(id) ?? 0 }]));
  return openProposals(await mergeProposalStore.proposals(channelId), cards)
    .flatMap(({ firstId, secondId, reason, modelId, at }): ListedProposal[] => {
      const [first, second] = [topicOf.get(firstId), topicOf.get(secondId)];
      if (first === undefined || second === undefined) {
        return [];
      }
      const topics: ListedProposal['topics'] = second.messages > first.messages ? [second, first] : [first, second];
      return [{ topics, why: reason, model_id: modelId, proposed_at: at }];
    })
    .sort((left, right) => right.topics[0].messages - left.topics[0].messages);
}
