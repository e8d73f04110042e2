import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { inventTopic, refOf } from '../curate/__fixtures__/invented-topics.ts';
import { type MergeProposal, topicPair } from '../domain/merge-proposal.ts';
import { compareText } from '../lib/compare-text.ts';
import { changeTopics } from './change-topics.ts';
import { mergeTopics } from './merge-topics.ts';
import { renameTopic } from './rename-topic.ts';
import { retireTopics } from './retire-topics.ts';
import { splitTopic } from './split-topic.ts';

const at = new Date('2024-05-06T10:00:00Z');
const clock = { now: () => at };
const noChange = { cards: [], bundles: [], outside: [], removedOutside: [], versions: [] };
const channelId = '1000000001';
const [bicycles, chains, bread] = [
  inventTopic(
    [
      [1, 0.9, true],
      [2, 0.8, true],
      [3, 0.7],
    ],
    { title: 'Repairing bicycles' },
  ),
  inventTopic([[4, 0.9, true]], { title: 'Chains' }),
  inventTopic([[5, 0.9, true]], { title: 'Bread' }),
];

async function openWithTopics() {
  const stores = await openTemporaryDatabases();
  await stores.sourceStore.add({ sourceId: 'yard', channelId, username: 'yard' }, '2024-05-06T10:00:00Z');
  const topics = [bicycles, chains, bread];
  await stores.topicStore.replaceCatalogue(channelId, {
    origin: { documentsRevision: 1, rawSequence: 1, parametersHash: 'p', foundedDocuments: 3, runId: 'run' },
    cards: topics.map(({ card }) => card),
    bundles: topics.map(({ bundle }) => bundle),
    outside: [],
    versions: [],
  });
  return { ...stores, clock };
}

it('nothing is changed while a run groups the channel, and the error says who does', async () => {
  const dependencies = await openWithTopics();
  const answer = await dependencies.stepLocks.acquire({ step: 'topicize', channelId, at });
  await expect(renameTopic(dependencies, { topicId: chains.card.id, title: 'All chains' }, {})).rejects.toMatchObject({
    code: 'step_locked',
    details: { held_by: { step: 'topicize', pid: process.pid } },
  });
  expect(await dependencies.topicStore.card(chains.card.id)).toEqual(chains.card);
  await ('lease' in answer ? answer.lease.release() : expect.fail('not acquired'));
  await renameTopic(dependencies, { topicId: chains.card.id, title: 'All chains' }, { reason: 'clearer' });
  expect(await dependencies.topicStore.card(chains.card.id)).toMatchObject({ title: 'All chains', protected: ['title'] });
  expect(await dependencies.topicStore.history(chains.card.id)).toMatchObject([{ change: 'renamed', reason: 'clearer' }]);
  expect(await dependencies.stepLocks.held({ at })).toEqual([]);
});

it('whoever loses the lock while deciding changes nothing', async () => {
  const dependencies = await openWithTopics();
  const changing = changeTopics(dependencies, [chains.card.id], {}, async () => {
    const muchLater = new Date(at.getTime() + 3_601_000);
    await dependencies.stepLocks.acquire({ step: 'topicize', channelId, at: muchLater });
    return { ...noChange, cards: [{ ...chains.card, title: 'Late' }] };
  });
  await expect(changing).rejects.toMatchObject({ code: 'step_lost' });
  expect(await dependencies.topicStore.card(chains.card.id)).toEqual(chains.card);
});

it.each([
  ['bicycle', `${bicycles.card.id} ("Repairing bicycles")`],
  ['Breed', `${bread.card.id} ("Bread")`],
  [`topic:${refOf(44)}`, `${chains.card.id} ("Chains")`],
])('an unknown topic "%s" is refused with the nearest ones first', async (typed, nearest) => {
  const dependencies = await openWithTopics();
  await expect(changeTopics(dependencies, [typed], {}, () => noChange)).rejects.toMatchObject({
    code: 'topic_unknown',
    hint: expect.stringContaining(`Did you mean ${nearest}`),
  });
});

it('a topic that was merged away is refused, naming where it went in the end', async () => {
  const dependencies = await openWithTopics();
  await mergeTopics(dependencies, { intoId: chains.card.id, otherIds: [bread.card.id] }, {});
  const last = await mergeTopics(dependencies, { intoId: bicycles.card.id, otherIds: [chains.card.id] }, {});
  expect(last).toMatchObject({ merged: [chains.card.id], messages: 5 });
  await expect(retireTopics(dependencies, [bread.card.id], {})).rejects.toMatchObject({
    code: 'usage_invalid',
    message: expect.stringContaining('"Bread"'),
    hint: `It was merged into "Repairing bicycles": name ${bicycles.card.id} instead.`,
  });
});

it('a topic is not merged with itself, nor with one of another channel', async () => {
  const dependencies = await openWithTopics();
  const intoId = chains.card.id;
  await expect(mergeTopics(dependencies, { intoId, otherIds: [intoId] }, {})).rejects.toThrow('merged with itself');
  const foreign = inventTopic([[9, 0.9, true]]);
  foreign.card.metadata.input_scope.channel_id = '2';
  await dependencies.topicStore.changeTopics('2', { ...noChange, cards: [foreign.card] });
  await expect(mergeTopics(dependencies, { intoId, otherIds: [foreign.card.id] }, {})).rejects.toThrow('different channels');
});

it('a split takes source_refs and links, and what is merged back and split again gets another id', async () => {
  const dependencies = await openWithTopics();
  const topicId = bicycles.card.id;
  const first = await splitTopic(dependencies, { topicId, messages: ['https://t.me/yard/3', refOf(2)] }, {});
  expect(first).toMatchObject({ messages: 1, new_messages: 2, new_topic_card: { id: `topic:${refOf(2)}` } });
  expect((await dependencies.topicStore.bundle(topicId))?.items.map(({ message_id }) => message_id)).toEqual(['1']);
  await mergeTopics(dependencies, { intoId: topicId, otherIds: [first.new_topic_card.id] }, {});
  const second = await splitTopic(dependencies, { topicId, messages: [refOf(2)], title: 'Once more' }, {});
  expect(second.new_topic_card).toMatchObject({ id: `topic:${refOf(2)}:2`, title: 'Once more', type: 'singleton' });
});

it('retired topics leave their documents outside of all topics, unless another topic holds them', async () => {
  const dependencies = await openWithTopics();
  const shared = { ...bread.bundle, items: [...bread.bundle.items, ...chains.bundle.items] };
  await dependencies.topicStore.changeTopics(channelId, { ...noChange, bundles: [shared] });
  const { retired, outside } = await retireTopics(dependencies, [bicycles.card.id, chains.card.id, chains.card.id], {});
  expect([retired.map(({ title }) => title), outside]).toEqual([['Repairing bicycles', 'Chains'], 3]);
  expect(await dependencies.topicStore.outsideDocument(channelId, refOf(4))).toBeNull();
  expect(await dependencies.topicStore.outsideDocument(channelId, refOf(1))).toMatchObject({ reason: 'topic_retired' });
  expect((await dependencies.topicStore.cards(channelId)).map(({ title }) => title)).toEqual(['Bread']);
});

it('a split gives no id that a topic of another catalogue has', async () => {
  const dependencies = await openWithTopics();
  const elsewhere = inventTopic([[3, 0.9, true]], { title: 'Of a set' });
  const origin = { documentsRevision: 1, rawSequence: 1, parametersHash: 'p', foundedDocuments: 3, runId: 'run' };
  const { card, bundle } = elsewhere;
  await dependencies.topicStore.replaceCatalogue('set:town', {
    origin,
    cards: [card],
    bundles: [bundle],
    outside: [],
    versions: [],
  });
  const { new_topic_card } = await splitTopic(dependencies, { topicId: bicycles.card.id, messages: [refOf(3)] }, {});
  expect(new_topic_card.id).toBe(`topic:${refOf(3)}:2`);
  expect(await dependencies.topicStore.card(card.id)).toEqual(card);
});

it('topics of a set are changed while no run groups any of its channels', async () => {
  const dependencies = await openWithTopics();
  const { card, bundle } = inventTopic([[8, 0.9, true]], { title: 'Of a set' });
  const ofSet = {
    ...card,
    metadata: { ...card.metadata, input_scope: { channel_id: 'set:town', mode: 'channel_set', channel_ids: [channelId, '2'] } },
  };
  const origin = { documentsRevision: 1, rawSequence: 1, parametersHash: 'p', foundedDocuments: 3, runId: 'run' };
  await dependencies.topicStore.replaceCatalogue('set:town', {
    origin,
    cards: [ofSet],
    bundles: [bundle],
    outside: [],
    versions: [],
  });
  const answer = await dependencies.stepLocks.acquire({ step: 'topicize', channelId: '2', at });
  const rename = () => renameTopic(dependencies, { topicId: card.id, title: 'Town' }, {});
  await expect(rename()).rejects.toMatchObject({ code: 'step_locked' });
  await ('lease' in answer ? answer.lease.release() : expect.fail('not acquired'));
  await rename();
  expect((await dependencies.topicStore.cards('set:town')).map(({ title }) => title)).toEqual(['Town']);
  expect(await dependencies.stepLocks.held({ at })).toEqual([]);
});

it('what is known of merging goes with the topics that are merged or retired, and a split keeps its parts apart', async () => {
  const dependencies = await openWithTopics();
  const { mergeProposalStore } = dependencies;
  const [inBicycles, inChains, inBread] = [bicycles, chains, bread].map(({ card }) => card.id) as [string, string, string];
  const propose = (left: string, right: string): MergeProposal => {
    return { ...topicPair(left, right), state: 'proposed', reason: 'one subject', modelId: 'm', at: '2024-05-06T10:00:00Z' };
  };
  await mergeProposalStore.saveProposals(channelId, [
    propose(inBicycles, inChains),
    propose(inBicycles, inBread),
    propose(inChains, inBread),
  ]);
  await renameTopic(dependencies, { topicId: inBread, title: 'Loaves' }, {});
  expect(await mergeProposalStore.proposals(channelId)).toHaveLength(3);
  await mergeTopics(dependencies, { intoId: inBicycles, otherIds: [inChains] }, {});
  expect(await mergeProposalStore.proposals(channelId)).toEqual([propose(inBicycles, inBread)]);
  const { new_topic_card: part } = await splitTopic(
    dependencies,
    { topicId: inBicycles, messages: [refOf(3)] },
    { reason: 'another subject' },
  );
  expect(await mergeProposalStore.proposals(channelId)).toEqual(
    [
      propose(inBicycles, inBread),
      { ...propose(inBicycles, part.id), state: 'dismissed', reason: 'another subject', modelId: null },
    ].sort((left, right) => compareText(left.secondId, right.secondId)),
  );
  await retireTopics(dependencies, [inBread], {});
  expect(await mergeProposalStore.proposals(channelId)).toMatchObject([{ state: 'dismissed' }]);
});
