import { describe, expect, it } from 'vitest';
import { type MergeProposal, topicPair } from '../../src/domain/merge-proposal.ts';
import type { MergeProposalStore } from '../../src/ports/merge-proposal-store.ts';
import { channelId } from './raw-messages.ts';

const proposalOf = (left: string, right: string, fields: Partial<MergeProposal> = {}): MergeProposal => ({
  ...topicPair(left, right),
  state: 'proposed',
  reason: 'both are about "хлеб" 🍞\n\\',
  modelId: 'openai:gpt-5-mini',
  at: '2026-01-02T03:04:05Z',
  ...fields,
});

/** What every MergeProposalStore must do. */
export function testMergeProposalStore(name: string, open: () => Promise<MergeProposalStore>): void {
  describe(`${name} keeps proposals to merge topics`, () => {
    it('gives back what it was given, by the ids of the topics in the order of code units', async () => {
      const store = await open();
      expect(await store.proposals(channelId)).toEqual([]);
      const all = [
        proposalOf('topic:Z', 'topic:a'),
        proposalOf('topic:a', 'topic:b', { state: 'dismissed', reason: '', modelId: null }),
        proposalOf('topic:a', 'topic:я', { state: 'waiting' }),
        proposalOf('topic:b', 'topic:я', { state: 'different', reason: 'one is about rye, the other about wheat' }),
      ];
      await store.saveProposals(channelId, all.toReversed());
      expect(await store.proposals(channelId)).toEqual(all);
      await store.saveProposals(channelId, []);
      expect(await store.proposals(channelId)).toHaveLength(4);
    });

    it('has one about two topics, whichever is named first, and the last one counts', async () => {
      const store = await open();
      await store.saveProposals(channelId, [proposalOf('a', 'b', { state: 'waiting', modelId: null })]);
      const last = proposalOf('b', 'a', { state: 'dismissed', at: '2026-02-02T03:04:05Z' });
      await store.saveProposals(channelId, [last]);
      expect(await store.proposals(channelId)).toEqual([last]);
    });

    it('removes those about topics, on either side, and any number at once', async () => {
      const store = await open();
      const rest = proposalOf('c', 'd');
      await store.saveProposals(channelId, [proposalOf('a', 'b'), proposalOf('b', 'c'), rest]);
      await store.removeAbout(channelId, ['b', ...Array.from({ length: 2_000 }, (_, index) => `none ${index}`)]);
      await store.removeAbout(channelId, []);
      expect(await store.proposals(channelId)).toEqual([rest]);
    });

    it('keeps catalogues apart, also when one is removed', async () => {
      const store = await open();
      await store.saveProposals('1', [proposalOf('a', 'b')]);
      await store.saveProposals('set:towns', [proposalOf('a', 'b', { state: 'dismissed' })]);
      await store.removeAbout('1', ['a']);
      expect(await store.proposals('1')).toEqual([]);
      await store.saveProposals('1', [proposalOf('a', 'b')]);
      await store.removeChannel('1');
      expect(await store.proposals('1')).toEqual([]);
      expect(await store.proposals('set:towns')).toEqual([proposalOf('a', 'b', { state: 'dismissed' })]);
    });
  });
}
