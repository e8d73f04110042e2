import { describe, expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId } from '../../../test/contract/raw-messages.ts';
import type { OpenedStores } from '../../adapters/store-sql/open-stores.ts';
import type { ProcessedDocument } from '../../domain/processed-document.ts';
import { inventDocuments } from '../__fixtures__/invented-channel.ts';
import { readCatalogue, saveDocuments, topicize } from '../__fixtures__/topicize-documents.ts';

const known = inventDocuments({ count: 400, seed: 11 });
const added = inventDocuments({ count: 40, seed: 12, firstId: 401 });

/** A catalogue of the known documents; and a run of `topicize`, with how often it reads all documents. */
async function openTopicized(documents: ProcessedDocument[] = known) {
  const stores = await openTemporaryDatabases();
  await saveDocuments(stores, documents);
  await topicize(stores);
  return { stores, topicizeAgain };

  async function topicizeAgain(options: Parameters<typeof topicize>[1] = {}) {
    let readings = 0;
    const documentStore: OpenedStores['documentStore'] = {
      ...stores.documentStore,
      readDocumentsInOrder: (...asked) => {
        readings++;
        return stores.documentStore.readDocumentsInOrder(...asked);
      },
    };
    const { outcome, report } = await topicize({ ...stores, documentStore }, { runId: 'run-2', ...options });
    return { outcome, report, readings };
  }
}

async function topicByRef(stores: OpenedStores): Promise<Map<string, string>> {
  const { bundles, outside } = await readCatalogue(stores);
  return new Map([
    ...bundles.flatMap(({ topic_id, items }) => items.map(({ source_ref }) => [source_ref, topic_id] as const)),
    ...outside.map(({ sourceRef }) => [sourceRef, 'outside'] as const),
  ]);
}

describe('new documents join the topics', () => {
  test('without the others being read, and every one of them is in one place', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    const before = await topicByRef(stores);
    await saveDocuments(stores, added);
    const { report, readings } = await topicizeAgain();
    expect(readings).toBe(0);
    const after = await topicByRef(stores);
    expect(after.size).toBe(440);
    expect(report).toMatchObject({ documents_considered: 440, founded_anew: false, retired_total: 0 });
    expect(report.covered_items_total + report.outside_topics_total).toBe(440);
    for (const [ref, topic] of before) {
      expect([topic, 'outside'].includes(topic) && (topic === 'outside' || after.get(ref) === topic)).toBe(true);
    }
    expect(report.stability?.kept_share).toBeGreaterThan(0.95);
    expect((await topicizeAgain()).outcome).toBe('nothing_to_do');
  });

  test('where they would be when all were read, but for a few', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    const { stores: others, topicizeAgain: topicizeOthers } = await openTopicized();
    await saveDocuments(stores, added);
    await saveDocuments(others, added);
    await topicizeAgain();
    await others.topicStore.changeTopics(channelId, { cards: [], bundles: [], outside: [], removedOutside: [], versions: [] });
    expect((await topicizeOthers()).readings).toBe(1);
    const [joined, read] = [await topicByRef(stores), await topicByRef(others)];
    const differing = added.filter(({ source_ref }) => joined.get(source_ref) !== read.get(source_ref));
    expect(differing.length).toBeLessThanOrEqual(4);
  });

  test('bundles say what they hold now, sorted, and why', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    await saveDocuments(stores, added);
    const { report } = await topicizeAgain();
    const { bundles } = await readCatalogue(stores);
    const places = bundles.map(({ items }) =>
      items.map(({ role, score, source_ref }) => `${role} ${(1 - score).toFixed(4)} ${source_ref}`),
    );
    for (const [bundle, place] of places.entries()) {
      expect(place).toEqual([...place].sort());
      expect(bundles[bundle]?.metadata.items_total).toBe(place.length);
    }
    const items = bundles.flatMap((bundle) => bundle.items);
    const quoting = items.filter(({ justified_by }) => justified_by === 'quote').length;
    expect(report.justification_coverage).toBeCloseTo(quoting / items.length, 3);
    for (const { topic_id, items: own, time_range } of bundles) {
      const dates = [...(await stores.documentStore.getDocuments(own.map(({ source_ref }) => source_ref))).values()]
        .map(({ date }) => date)
        .sort();
      expect(time_range, topic_id).toEqual({ from: dates[0], to: dates.at(-1) });
    }
  });

  test('and the same documents give the same bytes', async () => {
    const catalogues = [];
    for (let round = 0; round < 2; round++) {
      const { stores, topicizeAgain } = await openTopicized();
      await saveDocuments(stores, added);
      await topicizeAgain();
      catalogues.push(JSON.stringify(await readCatalogue(stores)));
    }
    expect(catalogues[1]).toBe(catalogues[0]);
  });

  test('a topic that has grown by half is worded anew from all that it holds', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    const { bundles, cards } = await readCatalogue(stores);
    const [smallest] = bundles
      .filter(({ topic_id }) => cards.find(({ id }) => id === topic_id)?.type === 'cluster')
      .sort((left, right) => left.items.length - right.items.length);
    const refs = smallest?.items.map(({ source_ref }) => source_ref) ?? [];
    const texts = [...(await stores.documentStore.getDocuments(refs)).values()];
    const more = inventDocuments({ count: 47, seed: 12, firstId: 401 }).map((document, index) => {
      const [left = '', right = ''] = [0, 7].map((shift) => texts[(index + shift) % texts.length]?.text_clean.replace('.', ''));
      return { ...document, text_clean: `${left} ${right}.`, noise: quiet };
    });
    await saveDocuments(stores, more);
    const { readings } = await topicizeAgain();
    expect(readings).toBe(0);
    const grown = await stores.topicStore.bundle(smallest?.topic_id ?? '');
    expect(grown?.items.length).toBeGreaterThan(refs.length * 1.5);
    const card = await stores.topicStore.card(smallest?.topic_id ?? '');
    expect(card?.metadata).toMatchObject({ topicization_run_id: 'run-2', worded_documents: grown?.items.length });
    expect((await stores.topicStore.history(smallest?.topic_id ?? '')).map(({ change }) => change)).toEqual([
      'created',
      'updated',
    ]);
  });
});

describe('all documents are read again', () => {
  test.each<[string, ...ProcessedDocument[][]]>([
    ['when the channel has grown by much', inventDocuments({ count: 60, seed: 12, firstId: 401 })],
    ['when a document that is known has become noise', silenced(known[3]), added],
  ])('%s', async (_, ...later) => {
    const { stores, topicizeAgain } = await openTopicized();
    for (const documents of later) {
      await saveDocuments(stores, documents);
    }
    expect((await topicizeAgain()).readings).toBe(1);
  });

  test('when a person changed topics, and only once', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    await stores.topicStore.changeTopics(channelId, { cards: [], bundles: [], outside: [], removedOutside: [], versions: [] });
    await saveDocuments(stores, added.slice(0, 20));
    expect((await topicizeAgain()).readings).toBe(1);
    await saveDocuments(stores, added.slice(20));
    expect((await topicizeAgain()).readings).toBe(0);
  });

  test('when a subject comes up that nobody knew, which becomes a topic', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    const words = 'rocket launch pad engine orbit crew station countdown booster capsule telemetry fairing'.split(' ');
    const launches = Array.from({ length: 14 }, (_, index) => {
      const own = words.filter((_word, place) => (place + index) % 4 !== 0);
      return { ...(added[index] as ProcessedDocument), text_clean: `${own.join(' ')}.`, noise: quiet };
    });
    await saveDocuments(stores, launches);
    expect((await topicizeAgain()).readings).toBe(1);
    const placed = await topicByRef(stores);
    const [topic, ...others] = new Set(launches.map(({ source_ref }) => placed.get(source_ref)));
    expect(topic).toMatch(/^topic:tg:/);
    expect(others).toEqual([]);
  });

  test('when a document is gone', async () => {
    const { stores, topicizeAgain } = await openTopicized();
    await stores.documentStore.saveChunk(channelId, {
      states: [{ space: 'post', messageId: 4, state: 'skipped', skipReason: 'without_text', fingerprint: 'emptied' }],
      documents: [],
      failures: [],
    });
    await saveDocuments(stores, added);
    expect((await topicizeAgain()).readings).toBe(1);
    expect((await topicByRef(stores)).has(known[3]?.source_ref ?? '')).toBe(false);
  });
});

const quiet = { is_noise: false, kind: null, reason: null };

function silenced(document: ProcessedDocument | undefined): ProcessedDocument[] {
  return document ? [{ ...document, noise: { is_noise: true, kind: 'greeting', reason: 'now' } }] : [];
}
