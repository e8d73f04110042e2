import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedStores } from '../../src/adapters/store-sql/open-stores.ts';
import { openTemporaryDatabases } from '../contract/open-temporary-databases.ts';
import { openTemporaryPostgres } from '../contract/open-temporary-postgres.ts';
import { channelId, noon } from '../contract/raw-messages.ts';
import { ChangingChannel } from './changing-channel.ts';
import { DecidingPerson } from './deciding-person.ts';
import { expectSoundCatalogue, expectWholeCatalogue } from './expect-sound-catalogue.ts';
import type { StoredCatalogue } from './read-catalogue.ts';
import { type InventedHistory, inventedHistory } from './topics-in-change.ts';

/** Histories on SQLite; `npm run test:topics` sets 300. PostgreSQL gets a tenth. */
const histories = Number(process.env.TOPIC_HISTORIES ?? 12);
const seed = process.env.TOPIC_SEED === undefined ? {} : { seed: Number(process.env.TOPIC_SEED) };

test.each([
  ['SQLite', openTemporaryDatabases, histories],
  ['PostgreSQL', openTemporaryPostgres, Math.ceil(histories / 10)],
] as [string, () => Promise<OpenedStores>, number][])(
  '%s: whatever happens to a channel and its topics, no document is lost or doubled, and what a person decided stays',
  async (_, open, numRuns) => {
    const stores = await open();
    await stores.sourceStore.add({ sourceId: 'yard', channelId, username: 'yard' }, noon);
    await fc.assert(
      fc
        .asyncProperty(inventedHistory, (history) => goThrough(stores, history))
        .afterEach(async () => {
          await stores.topicStore.removeChannel(channelId);
          await stores.documentStore.removeChannel(channelId);
          await stores.rawStore.removeChannel(channelId);
        }),
      { numRuns, ...seed },
    );
  },
  60_000 + histories * 10_000,
);

async function goThrough(stores: OpenedStores, { isTalk, beginning, happenings }: InventedHistory): Promise<void> {
  const channel = new ChangingChannel(stores, { isTalk });
  const person = new DecidingPerson(channel);
  const retired = new Set<string>();
  await channel.add({ first: 1, ...beginning });
  await channel.topicize({ force: false, withBundles: true });
  let isSeen = true;
  for (const happening of happenings) {
    if (happening.what === 'add') {
      await channel.add(happening);
      isSeen = false;
    } else if (happening.what === 'change') {
      await channel.change(happening);
      isSeen = false;
    } else if (happening.what === 'topicize') {
      const { report } = await channel.topicize(happening);
      person.forgetAllBut(channel.refs);
      isSeen = true;
      expect(report.covered_items_total + report.outside_topics_total).toBe(report.documents_considered);
      expect(report.documents_considered).toBe(channel.refs.length);
      const catalogue = await expectSoundCatalogue(stores.topicStore);
      expect(report.topics_total).toBe(catalogue.bundles.length);
      expect(report.outside_topics_total).toBe(catalogue.outside.length);
      expectDecisionsKept(catalogue, person);
      if (happening.force) {
        await channel.topicize(happening);
        expect(await expectSoundCatalogue(stores.topicStore)).toEqual(catalogue);
      }
    } else {
      await person.decide(happening);
    }
    const catalogue = await expectSoundCatalogue(stores.topicStore);
    if (isSeen) {
      expectWholeCatalogue(catalogue, channel.refs);
    }
    expectRetiredForGood(catalogue, retired);
  }
}

function expectDecisionsKept({ cards, bundles, outside }: StoredCatalogue, person: DecidingPerson): void {
  const titles = cards.flatMap(({ id, title }) => (person.titles.has(id) ? [[id, title]] : []));
  expect(new Map(titles as [string, string][])).toEqual(person.titles);
  const topicOf = new Map(bundles.flatMap(({ topic_id, items }) => items.map(({ source_ref }) => [source_ref, topic_id])));
  const scattered = [...person.members].filter(([ref, topicId]) => topicOf.get(ref) !== topicId);
  expect(scattered, 'members stay together').toEqual([]);
  const reasons = new Map(outside.map(({ sourceRef, reason }) => [sourceRef, reason]));
  const wanted = [...person.unwanted].filter((ref) => reasons.get(ref) !== 'topic_retired');
  expect(wanted, 'messages of retired topics stay outside').toEqual([]);
}

/** A topic that is retired stays so, and its id is not given to another. */
function expectRetiredForGood({ cards }: StoredCatalogue, retired: Set<string>): void {
  const now = new Set(cards.filter(({ status }) => status === 'retired').map(({ id }) => id));
  expect([...retired].filter((id) => !now.has(id))).toEqual([]);
  for (const id of now) {
    retired.add(id);
  }
}
