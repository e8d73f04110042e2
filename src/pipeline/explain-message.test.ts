import { expect, it } from 'vitest';
import { chunkOf, newDocument, newFailure, refOf, stateOf } from '../../test/contract/documents.ts';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { channelId, newMessage, noon } from '../../test/contract/raw-messages.ts';
import { inventTopic } from '../curate/__fixtures__/invented-topics.ts';
import { explainMessage } from './explain-message.ts';

/** One message of each state: 1 in a topic, 2 outside, 3 repeats 1, 4 noise, 5 failed, 6 of the album of 1, 7 a service message, 8 new, 9 ungrouped. */
async function openWithEachState() {
  const stores = await openTemporaryDatabases();
  await stores.sourceStore.add({ sourceId: 'yard', channelId, username: 'yard', kind: 'channel' }, noon);
  await stores.rawStore.writeChunk(channelId, (chunk) =>
    chunk.insert(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => newMessage(id, id === 6 ? { place: { albumId: 1 } } : {})),
      noon,
    ),
  );
  const noise = { is_noise: true, kind: 'greeting', reason: 'says hello' };
  const chunk = chunkOf([
    { document: newDocument(1), sketch: ['a'] },
    { document: newDocument(2), sketch: ['b'] },
    { document: newDocument(3), sketch: ['a'] },
    { document: newDocument(4, { noise }), sketch: ['d'] },
    { document: newDocument(9), sketch: ['e'] },
  ]);
  await stores.documentStore.saveChunk(channelId, {
    ...chunk,
    states: [
      ...chunk.states,
      stateOf(5, 'failed'),
      stateOf(6, 'skipped', { skipReason: 'album_member' }),
      stateOf(7, 'skipped', { skipReason: 'service' }),
    ],
    failures: [newFailure(5)],
  });
  await stores.documentStore.settleDuplicates(channelId);
  const [topic, old] = [inventTopic([[1, 0.9, true]]), inventTopic([[77, 0.9, true]])];
  await stores.topicStore.replaceCatalogue(channelId, {
    origin: { documentsRevision: 1, rawSequence: 1, parametersHash: 'p', foundedDocuments: 3, runId: 'run' },
    cards: [topic.card, { ...old.card, status: 'retired', merged_into: topic.card.id }],
    bundles: [topic.bundle],
    outside: [{ sourceRef: refOf(2), nearestTopicId: old.card.id, score: 0.4, reason: 'below_threshold' }],
    versions: [],
  });
  return { stores, topic: topic.card };
}

it('each message is explained by its place in the ledger, with what to call next', async () => {
  const { stores, topic } = await openWithEachState();
  const explain = (id: number) => explainMessage(stores, refOf(id));
  expect(await explain(1)).toMatchObject({
    state: 'in_topic',
    title: 'title 1',
    telegram_url: 'https://t.me/yard/1',
    topics: [{ id: topic.id, title: 'Topic 1', theme: { title: 'Theme' }, role: 'anchor', score: 0.9 }],
    next_command: `tg-parser topics show ${topic.id}`,
  });
  expect(await explain(2)).toMatchObject({
    state: 'outside_topics',
    outside: { reason: 'below_threshold', score: 0.4, nearest_topic: { id: topic.id } },
    next_command: `tg-parser topics show ${topic.id}`,
  });
  expect(await explain(3)).toMatchObject({
    state: 'duplicate',
    duplicate_of: refOf(1),
    next_command: `tg-parser explain ${refOf(1)}`,
  });
  expect(await explain(4)).toMatchObject({ state: 'noise', noise: { kind: 'greeting' }, next_command: null });
  expect(await explain(5)).toMatchObject({
    state: 'failed',
    failure: newFailure(5),
    next_command: 'tg-parser process --channel yard --retry-failed',
  });
  expect(await explain(6)).toMatchObject({
    state: 'album_member',
    album_document: refOf(1),
    next_command: `tg-parser explain ${refOf(1)}`,
  });
  expect(await explain(7)).toMatchObject({ state: 'service', title: null, next_command: null });
  expect(await explain(8)).toMatchObject({ state: 'unprocessed', next_command: 'tg-parser process --channel yard' });
  expect(await explain(9)).toMatchObject({ state: 'not_topicized', next_command: 'tg-parser topicize --channel yard' });
});

it('a message may be named by its link', async () => {
  const { stores } = await openWithEachState();
  for (const link of ['https://t.me/yard/4', `https://t.me/c/${channelId}/4`, 't.me/s/yard/4']) {
    expect((await explainMessage(stores, link)).source_ref).toBe(refOf(4));
  }
});

it.each([
  [refOf(99), 'message_unknown'],
  ['https://t.me/yard/4?comment=4', 'message_unknown'],
  ['https://t.me/elsewhere/4', 'source_unknown'],
  ['tg:55:post:4', 'source_unknown'],
  ['tg:55', 'usage_invalid'],
  ['4', 'usage_invalid'],
])('"%s" is refused as %s', async (text, code) => {
  const { stores } = await openWithEachState();
  await expect(explainMessage(stores, text)).rejects.toMatchObject({ code, hint: expect.any(String) });
});
