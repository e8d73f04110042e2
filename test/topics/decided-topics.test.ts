import { expect, test } from 'vitest';
import { mergeTopics } from '../../src/pipeline/merge-topics.ts';
import { renameTopic } from '../../src/pipeline/rename-topic.ts';
import { retireTopics } from '../../src/pipeline/retire-topics.ts';
import { splitTopic } from '../../src/pipeline/split-topic.ts';
import { refOf } from '../contract/documents.ts';
import { openTemporaryDatabases } from '../contract/open-temporary-databases.ts';
import { channelId, noon } from '../contract/raw-messages.ts';
import { ChangingChannel, clock } from './changing-channel.ts';
import { readCatalogue } from './read-catalogue.ts';

async function groupedChannel() {
  const stores = await openTemporaryDatabases();
  await stores.sourceStore.add({ sourceId: 'yard', channelId, username: 'yard' }, noon);
  const channel = new ChangingChannel(stores, { isTalk: false });
  await channel.add({ first: 1, count: 120, seed: 5 });
  await channel.topicize({ force: false, withBundles: true });
  const cards = await stores.topicStore.cards(channelId);
  const refsOf = async (id: string) => (await stores.topicStore.bundle(id))?.items.map(({ source_ref }) => source_ref).sort();
  const [first, second] = cards;
  if (!first || !second) {
    expect.fail('the channel has two topics');
  }
  return {
    channel,
    dependencies: { ...stores, clock },
    first,
    second,
    refsOf,
    catalogue: () => readCatalogue(stores.topicStore),
  };
}
const run = { force: false, withBundles: true };

test('messages that a person put apart stay a topic although all of them become noise, and until none is left', async () => {
  const { channel, dependencies, first, refsOf, catalogue } = await groupedChannel();
  const messages = (await refsOf(first.id))?.slice(0, 3) ?? [];
  const { new_topic_card: part } = await splitTopic(dependencies, { topicId: first.id, messages, title: 'Apart' }, {});
  await channel.changeSome(messages, 'noise');
  for (const force of [false, true]) {
    await channel.topicize({ ...run, force });
    expect(await refsOf(part.id)).toEqual(messages);
    expect(await dependencies.topicStore.card(part.id)).toMatchObject({ title: 'Apart', status: 'active' });
  }
  await channel.changeSome(messages.slice(1), 'nothing');
  await channel.topicize(run);
  expect(await dependencies.topicStore.card(part.id)).toMatchObject({
    type: 'singleton',
    anchors: [{ anchor_ref: messages[0] }],
  });
  await channel.changeSome(messages, 'nothing');
  await channel.topicize(run);
  expect((await catalogue()).cards.find(({ id }) => id === part.id)).toMatchObject({ status: 'retired' });
});

test('a card names no source that is gone', async () => {
  const { channel, dependencies, first } = await groupedChannel();
  const gone = first.sources.filter((ref) => first.anchors.every(({ anchor_ref }) => anchor_ref !== ref));
  expect(gone).not.toEqual([]);
  await channel.changeSome(gone, 'nothing');
  await channel.topicize(run);
  const { sources = [] } = (await dependencies.topicStore.card(first.id)) ?? {};
  expect(sources).toEqual(first.sources.filter((ref) => !gone.includes(ref)));
});

test('topics that a person looks after are whole also without bundles, and as they were when bundles come back', async () => {
  const { channel, dependencies, first, second, refsOf } = await groupedChannel();
  await mergeTopics(dependencies, { intoId: first.id, otherIds: [second.id] }, {});
  const whole = await refsOf(first.id);
  await channel.topicize({ force: false, withBundles: false });
  expect(await refsOf(first.id)).toEqual(expect.arrayContaining(whole ?? []));
  await channel.topicize(run);
  expect(await refsOf(first.id)).toEqual(expect.arrayContaining(whole ?? []));
});

test('founding topics anew again and again changes no byte, also beside topics that a person changed or retired', async () => {
  const { channel, dependencies, first, second, catalogue } = await groupedChannel();
  await renameTopic(dependencies, { topicId: first.id, title: 'Mine' }, {});
  await retireTopics(dependencies, [second.id], {});
  await channel.add({ first: 121, count: 60, seed: 9 });
  await channel.topicize({ ...run, force: true });
  const once = await catalogue();
  expect(once.bundles.flatMap(({ items }) => items).some(({ joined }) => joined === true)).toBe(true);
  await channel.topicize({ ...run, force: true });
  expect(await catalogue()).toEqual(once);
});

test.each(['retired', 'merged'])(
  'a message of a topic that was %s is in no second topic when an earlier one says the same',
  async (fate) => {
    const { channel, dependencies, first, refsOf, catalogue } = await groupedChannel();
    // Long, rich and unlike all others: it becomes a topic of its own.
    const text = Array.from(
      { length: 45 },
      (_, place) => `word${'abcdefghi'[place % 9]}${'klmno'[Math.floor(place / 9)]}`,
    ).join(' ');
    await channel.write(150, text);
    await channel.topicize(run);
    const single = `topic:${refOf(150)}`;
    expect(await refsOf(single)).toEqual([refOf(150)]);
    if (fate === 'retired') {
      await retireTopics(dependencies, [single], {});
    } else {
      await mergeTopics(dependencies, { intoId: first.id, otherIds: [single] }, {});
    }
    await channel.write(140, text);
    for (const force of [false, true]) {
      await channel.topicize({ ...run, force });
      const { bundles, outside } = await catalogue();
      const holders = bundles.filter(({ items }) => items.some(({ source_ref }) => source_ref === refOf(150)));
      expect(holders.map(({ topic_id }) => topic_id)).toEqual(fate === 'retired' ? [] : [first.id]);
      const reasons = outside.filter(({ sourceRef }) => sourceRef === refOf(150)).map(({ reason }) => reason);
      expect(reasons).toEqual(fate === 'retired' ? ['topic_retired'] : []);
    }
  },
);
