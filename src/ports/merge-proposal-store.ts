import type { MergeProposal } from '../domain/merge-proposal.ts';

/**
 * Which topics may be one, as models propose it and people decline it: database `processing`. A `channelId` is the id of a catalogue, as in
 * `TopicStore`.
 */
export interface MergeProposalStore {
  /** By first and second id ascending (code unit order), whatever became of the topics. */
  proposals(channelId: string): Promise<MergeProposal[]>;
  /** New ones, or in the place of those about the same topics: all are stored or none. */
  saveProposals(channelId: string, proposals: readonly MergeProposal[]): Promise<void>;
  /** Removes those about any of these topics. */
  removeAbout(channelId: string, topicIds: readonly string[]): Promise<void>;
  removeChannel(channelId: string): Promise<void>;
}
