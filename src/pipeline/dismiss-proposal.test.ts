import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { inventTopic } from '../curate/__fixtures__/invented-topics.ts';
import { type MergeProposal, topicPair } from '../domain/merge-proposal.ts';
import { dismissProposal } from './dismiss-proposal.ts';
import { listProposals } from './list-proposals.ts';

const channelId = '1000000001';
const clock = { now: () => new Date('2024-05-06T10:00:00Z') };
const large = inventTopic(
  [
    [7, 0.9, true],
    [8, 0.8, true],
  ],
  { title: 'Bicycles' },
);
const small = inventTopic([[1, 0.9, true]], { title: 'Chains' });
const other = inventTopic([[5, 0.9, true]], { title: 'Bread' });
const proposed: MergeProposal = {
  ...topicPair(large.card.id, small.card.id),
  ...{ state: 'proposed', reason: 'one subject', modelId: 'm', at: '2024-05-05T10:00:00Z' },
};

async function openWithProposals() {
  const stores = await openTemporaryDatabases();
  const topics = [large, small, other];
  await stores.topicStore.replaceCatalogue(channelId, {
    origin: { documentsRevision: 1, rawSequence: 1, parametersHash: 'p', foundedDocuments: 3, runId: 'run' },
    cards: topics.map(({ card }) => card),
    bundles: topics.map(({ bundle }) => bundle),
    outside: [],
    versions: [],
  });
  await stores.mergeProposalStore.saveProposals(channelId, [
    proposed,
    { ...proposed, ...topicPair(large.card.id, other.card.id), state: 'different' },
    { ...proposed, ...topicPair(small.card.id, other.card.id), state: 'waiting' },
    // Left by a run that was killed.
    { ...proposed, ...topicPair(large.card.id, 'topic:tg:1000000001:post:99') },
  ]);
  return { ...stores, clock };
}

test('what is proposed is listed with both topics, the larger one first; what is not, or about topics that are gone, is not', async () => {
  const topicOf = ({ card, bundle }: typeof large) => ({ id: card.id, title: card.title, messages: bundle.items.length });
  expect(await listProposals(await openWithProposals(), channelId)).toEqual([
    { topics: [topicOf(large), topicOf(small)], why: 'one subject', model_id: 'm', proposed_at: '2024-05-05T10:00:00Z' },
  ]);
});

test('a proposal is declined, whichever topic is named first, and no other', async () => {
  const dependencies = await openWithProposals();
  const before = await dependencies.mergeProposalStore.proposals(channelId);
  const { topics } = await dismissProposal(dependencies, large.card.id, small.card.id);
  expect(topics.map(({ title }) => title)).toEqual(['Bicycles', 'Chains']);
  expect(await listProposals(dependencies, channelId)).toEqual([]);
  const after = await dependencies.mergeProposalStore.proposals(channelId);
  expect(after.filter(({ state }) => state === 'dismissed')).toEqual([
    { ...topicPair(small.card.id, large.card.id), state: 'dismissed', reason: '', modelId: null, at: '2024-05-06T10:00:00Z' },
  ]);
  expect(after.filter(({ state }) => state !== 'dismissed')).toEqual(
    before.filter(({ firstId, secondId }) => firstId !== proposed.firstId || secondId !== proposed.secondId),
  );
});

test('where nothing is proposed, nothing can be declined, and the error says where to look', async () => {
  const dependencies = await openWithProposals();
  const refused = { code: 'merge_proposal_unknown', hint: expect.stringContaining('topics proposals') };
  await expect(dismissProposal(dependencies, large.card.id, other.card.id)).rejects.toMatchObject(refused);
  await expect(dismissProposal(dependencies, small.card.id, other.card.id)).rejects.toMatchObject(refused);
  await expect(dismissProposal(dependencies, small.card.id, small.card.id)).rejects.toMatchObject(refused);
  await expect(dismissProposal(dependencies, small.card.id, 'topic:none')).rejects.toMatchObject({ code: 'topic_unknown' });
});
