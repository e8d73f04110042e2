import { describe, expect, it } from 'vitest';
import type { TopicBundle, TopicBundleItem, TopicCard } from '../../src/domain/topic-card.ts';
import type { DocumentStore } from '../../src/ports/document-store.ts';
import type { Catalogue, TopicStore } from '../../src/ports/topic-store.ts';
import { chunkOf, newDocument, refOf } from './documents.ts';
import { channelId, collect, noon } from './raw-messages.ts';

interface Opened {
  topicStore: TopicStore;
  documentStore: DocumentStore;
}

/** What every TopicStore must do. @param open gives empty stores of one database for one test */
export function testTopicStore(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps topics`, () => {
    it('gives back a catalogue as it was given, cards by id', async () => {
      const { topicStore } = await open();
      const catalogue = catalogueOf([9, 10]);
      await topicStore.replaceCatalogue(channelId, catalogue);
      expect(await topicStore.origin(channelId)).toEqual(catalogue.origin);
      expect(await topicStore.cards(channelId)).toEqual([cardOf(10), cardOf(9)]);
      expect(await topicStore.card(cardOf(9).id)).toEqual(cardOf(9));
      expect(await topicStore.bundle(cardOf(9).id)).toEqual(bundleOf(9));
      expect(await topicStore.card('topic:tg:1:post:1')).toBeNull();
      expect(await topicStore.bundle('topic:tg:1:post:1')).toBeNull();
    });

    it('replaces everything but the history, which grows', async () => {
      const { topicStore } = await open();
      await topicStore.replaceCatalogue(channelId, catalogueOf([1, 2]));
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([2]), outside: [] });
      expect((await topicStore.cards(channelId)).map((card) => card.id)).toEqual([cardOf(2).id]);
      expect(await topicStore.bundle(cardOf(1).id)).toBeNull();
      expect(await collect(topicStore.readOutside(channelId, { pageSize: 2 }))).toEqual([]);
      expect((await topicStore.history(cardOf(2).id)).map((entry) => entry.version)).toEqual([1, 2]);
      expect((await topicStore.history(cardOf(1).id)).map((entry) => entry.change)).toEqual(['created']);
    });

    it('counts a message that several active topics hold once, and none of a retired topic', async () => {
      const { topicStore } = await open();
      expect(await topicStore.countCovered(channelId)).toBe(0);
      const [first, second, third] = [bundleOf(1), bundleOf(2), bundleOf(3)];
      const retired = { ...cardOf(3), status: 'retired' as const };
      await topicStore.replaceCatalogue(channelId, {
        ...catalogueOf([1, 2]),
        cards: [cardOf(1), cardOf(2), retired],
        bundles: [first, { ...second, items: [...second.items, ...first.items] }, third],
      });
      expect(await topicStore.countCovered(channelId)).toBe(2);
      expect(await topicStore.countCovered('another')).toBe(0);
    });

    it('keeps the old catalogue whole when the new one cannot be stored', async () => {
      const { topicStore } = await open();
      await topicStore.replaceCatalogue(channelId, catalogueOf([1]));
      const twice = { ...catalogueOf([2, 2]) };
      await expect(topicStore.replaceCatalogue(channelId, twice)).rejects.toMatchObject({ code: 'storage_failed' });
      expect(await topicStore.cards(channelId)).toEqual([cardOf(1)]);
      expect(await topicStore.bundle(cardOf(1).id)).toEqual(bundleOf(1));
    });

    it('hides retired topics unless asked for', async () => {
      const { topicStore } = await open();
      const catalogue = catalogueOf([1, 2]);
      const retired: TopicCard = { ...cardOf(2), status: 'retired' };
      await topicStore.replaceCatalogue(channelId, { ...catalogue, cards: [cardOf(1), retired] });
      expect(await topicStore.cards(channelId)).toEqual([cardOf(1)]);
      expect(await topicStore.cards(channelId, { withRetired: true })).toEqual([cardOf(1), retired]);
      expect((await topicStore.topicsBetween(channelId, refOf(2), refOf(2))).size).toBe(0);
    });

    it('names the topics of the messages in a range of refs as plain text, ascending', async () => {
      const { topicStore } = await open();
      const shared = { ...bundleOf(9), items: [itemOf(9, 0.9), itemOf(10, 0.6)] };
      await topicStore.replaceCatalogue(channelId, {
        ...catalogueOf([8, 9, 10]),
        bundles: [bundleOf(8), bundleOf(10), shared],
      });
      expect([...(await topicStore.topicsBetween(channelId, refOf(8), refOf(8))).keys()]).toEqual([refOf(8)]);
      const topics = await topicStore.topicsBetween(channelId, refOf(10), refOf(9));
      topics.delete(refOf(8));
      expect(topics).toEqual(
        new Map([
          [refOf(9), [cardOf(9).id]],
          [refOf(10), [cardOf(10).id, cardOf(9).id]],
        ]),
      );
    });

    it('reads the documents outside in pages, by source_ref', async () => {
      const { topicStore } = await open();
      const outside = [5, 40, 3].map((id) => ({
        sourceRef: refOf(id),
        nearestTopicId: id === 3 ? null : cardOf(1).id,
        score: id === 3 ? null : 0.25,
        reason: 'below_threshold',
      }));
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1]), outside });
      const [five, forty, three] = outside;
      for (const pageSize of [1, 2, 10]) {
        expect(await collect(topicStore.readOutside(channelId, { pageSize }))).toEqual([three, forty, five]);
      }
    });

    it('goes on reading the documents outside behind one of them, and finds a single one', async () => {
      const { topicStore } = await open();
      const outside = [5, 40, 3].map((id) => ({
        sourceRef: refOf(id),
        nearestTopicId: null,
        score: null,
        reason: 'too_short',
      }));
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1]), outside });
      expect(await collect(topicStore.readOutside(channelId, { pageSize: 1, after: refOf(40) }))).toEqual([outside[0]]);
      expect(await topicStore.outsideDocument(channelId, refOf(3))).toEqual(outside[2]);
      expect(await topicStore.outsideDocument(channelId, refOf(4))).toBeNull();
      expect(await topicStore.outsideDocument('another channel', refOf(3))).toBeNull();
    });

    it('says which active topics hold a message, and as what', async () => {
      const { topicStore } = await open();
      const both = { ...bundleOf(9), items: [itemOf(9, 0.9), { ...itemOf(10, 0.6), role: 'supporting' as const }] };
      const retired: TopicCard = { ...cardOf(8), status: 'retired' };
      await topicStore.replaceCatalogue(channelId, {
        ...catalogueOf([9, 10]),
        cards: [cardOf(9), cardOf(10), retired],
        bundles: [bundleOf(10), both, { ...bundleOf(8), items: [itemOf(10, 0.7)] }],
      });
      expect(await topicStore.topicOf(channelId, refOf(10))).toEqual([
        { card: cardOf(10), item: itemOf(10, 0.9) },
        { card: cardOf(9), item: both.items[1] },
      ]);
      expect(await topicStore.topicOf(channelId, refOf(8))).toEqual([]);
    });

    it('changes some topics and leaves the rest of the catalogue as it is', async () => {
      const { topicStore } = await open();
      await topicStore.replaceCatalogue(channelId, catalogueOf([1, 2, 3]));
      const before = await topicStore.countVersions(channelId);
      const renamed: TopicCard = { ...cardOf(1), title: 'Another title', protected: ['title'] };
      const retired: TopicCard = { ...cardOf(2), status: 'retired', merged_into: cardOf(4).id };
      const nowOutside = { sourceRef: refOf(2), nearestTopicId: cardOf(4).id, score: 0.4, reason: 'topic_retired' };
      await topicStore.changeTopics(channelId, {
        cards: [renamed, retired, cardOf(4)],
        bundles: [bundleOf(4)],
        outside: [nowOutside],
        removedOutside: [refOf(777)],
        versions: [
          { topicId: cardOf(1).id, at: noon, runId: 'curator', change: 'renamed', reason: 'clearer', card: renamed },
          { topicId: cardOf(4).id, at: noon, runId: 'curator', change: 'split', reason: 'apart', card: cardOf(4) },
        ],
      });
      expect(await topicStore.cards(channelId, { withRetired: true })).toEqual([renamed, retired, cardOf(3), cardOf(4)]);
      expect(await topicStore.bundle(cardOf(1).id)).toEqual(bundleOf(1));
      expect(await topicStore.bundle(cardOf(2).id)).toBeNull();
      expect(await collect(topicStore.readItems(cardOf(2).id, { pageSize: 9 }))).toEqual([]);
      expect(await topicStore.bundle(cardOf(4).id)).toEqual(bundleOf(4));
      expect(await collect(topicStore.readOutside(channelId, { pageSize: 9 }))).toEqual([nowOutside]);
      expect(await topicStore.origin(channelId)).toEqual(catalogueOf([1]).origin);
      expect((await topicStore.history(cardOf(1).id)).map(({ version, change }) => `${version} ${change}`)).toEqual([
        '1 created',
        '2 renamed',
      ]);
      expect(await topicStore.countVersions(channelId)).toBe(before + 2);
    });

    it('puts a changed bundle in the place of the one before, and a known reason in that of another', async () => {
      const { topicStore } = await open();
      await topicStore.replaceCatalogue(channelId, catalogueOf([1, 2]));
      const fuller = { ...bundleOf(1), items: [itemOf(5, 0.95), itemOf(1, 0.9)], metadata: { items_total: 2 } };
      const outside = [{ sourceRef: refOf(777), nearestTopicId: cardOf(1).id, score: 0.5, reason: 'below_threshold' }];
      await topicStore.changeTopics(channelId, {
        cards: [],
        bundles: [fuller],
        outside,
        removedOutside: [refOf(999)],
        versions: [],
      });
      expect(await topicStore.bundle(cardOf(1).id)).toEqual(fuller);
      expect(await topicStore.bundle(cardOf(2).id)).toEqual(bundleOf(2));
      expect(await collect(topicStore.readOutside(channelId, { pageSize: 9 }))).toEqual(outside);
    });

    it('changes nothing at all when one part of a change cannot be stored', async () => {
      const { topicStore } = await open();
      const catalogue = catalogueOf([1]);
      await topicStore.replaceCatalogue(channelId, catalogue);
      const change = {
        cards: [{ ...cardOf(1), title: 'Another title' }],
        bundles: [bundleOf(2)],
        outside: [],
        removedOutside: [refOf(777)],
        versions: [],
      };
      await expect(topicStore.changeTopics(channelId, change)).rejects.toMatchObject({ code: 'storage_failed' });
      expect(await topicStore.cards(channelId)).toEqual([cardOf(1)]);
      expect(await collect(topicStore.readOutside(channelId, { pageSize: 9 }))).toEqual(catalogue.outside);
    });

    it('grows a bundle in place: items find their order, known ones are replaced, and nothing else changes', async () => {
      const { topicStore } = await open();
      const first = { ...bundleOf(1), items: [itemOf(1, 0.9), supporting(5, 0.8), supporting(40, 0.5)] };
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1, 2]), bundles: [first, bundleOf(2)], learnt });
      const { items, ...head } = { ...first, metadata: { items_total: 6 } };
      const told = { ...supporting(40, 0.5), story_id: 'story:tg:1:post:1' };
      const origin = { ...catalogueOf([1]).origin, documentsRevision: 77, runId: 'run-2' };
      await topicStore.growCatalogue(channelId, {
        ...{ origin, cards: [cardOf(3)], bundles: [bundleOf(3)], versions: [], learnt: Uint8Array.of(7, 0, 255) },
        grown: [{ head, items: [supporting(6, 0.8), supporting(41, 0.55), supporting(7, 1), told] }],
        outside: [{ sourceRef: refOf(50), nearestTopicId: null, score: null, reason: 'too_short' }],
        removedOutside: [refOf(999)],
      });
      const grown = await topicStore.bundle(cardOf(1).id);
      expect(grown?.metadata).toEqual({ items_total: 6 });
      expect(grown?.items).toEqual([
        ...[items[0], supporting(7, 1), supporting(5, 0.8), supporting(6, 0.8), supporting(41, 0.55)],
        told,
      ]);
      expect(await collect(topicStore.readItems(cardOf(1).id, { pageSize: 2 }))).toEqual(grown?.items);
      const after = grown?.items[2]?.source_ref;
      expect(await collect(topicStore.readItems(cardOf(1).id, { pageSize: 2, after }))).toEqual(grown?.items.slice(3));
      expect(await collect(topicStore.readItems(cardOf(2).id, { pageSize: 2, after }))).toEqual([]);
      expect(await topicStore.bundle(cardOf(2).id)).toEqual(bundleOf(2));
      expect(await topicStore.bundle(cardOf(3).id)).toEqual(bundleOf(3));
      expect(await topicStore.origin(channelId)).toEqual(origin);
      expect(await topicStore.outsideDocument(channelId, refOf(50))).not.toBeNull();
      expect([...((await topicStore.learnt(channelId)) ?? [])]).toEqual([7, 0, 255]);
    });

    it('keeps the order of a bundle however many items of one score join it, one by one and together', async () => {
      const { topicStore } = await open();
      const items = [itemOf(1, 0.9), supporting(500, 0.5)];
      const { items: _, ...head } = bundleOf(1);
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1]), bundles: [{ ...bundleOf(1), items }], learnt });
      const grow = (joining: TopicBundleItem[]) =>
        topicStore.growCatalogue(channelId, {
          ...{ origin: catalogueOf([1]).origin, cards: [], bundles: [], versions: [], learnt, outside: [], removedOutside: [] },
          grown: [{ head, items: joining }],
        });
      const known = [500];
      // Each before all others, so that there is no room any more after some of them.
      for (let id = 499; id > 475; id--) {
        await grow([supporting(id, 0.5)]);
        known.unshift(id);
      }
      await grow([900, 490, 300, 901].map((id) => ({ ...supporting(id, 0.5), story_id: `story:${id}` })));
      const refs = [300, ...known, 900, 901].map((id) => refOf(id));
      const { items: grown = [] } = (await topicStore.bundle(cardOf(1).id)) ?? {};
      expect(grown.map((item) => item.source_ref)).toEqual([refOf(1), ...refs]);
      const told = grown.filter((item) => typeof item.story_id === 'string').map((item) => item.source_ref);
      expect(told).toEqual([300, 490, 900, 901].map((id) => refOf(id)));
    });

    it('keeps what was learnt until topics are changed by hand, or are of another catalogue', async () => {
      const { topicStore } = await open();
      expect(await topicStore.learnt(channelId)).toBeNull();
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1]), learnt });
      expect([...((await topicStore.learnt(channelId)) ?? [])]).toEqual([...learnt]);
      expect(await topicStore.learnt('set:news')).toBeNull();
      await topicStore.changeTopics(channelId, {
        cards: [cardOf(1)],
        bundles: [],
        outside: [],
        removedOutside: [],
        versions: [],
      });
      expect(await topicStore.learnt(channelId)).toBeNull();
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1]), learnt });
      await topicStore.replaceCatalogue(channelId, catalogueOf([1]));
      expect(await topicStore.learnt(channelId)).toBeNull();
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1]), learnt });
      await topicStore.removeChannel(channelId);
      expect(await topicStore.learnt(channelId)).toBeNull();
    });

    it('says which documents a catalogue does not know, and how many it does', async () => {
      const { topicStore, documentStore } = await open();
      const documents = [1, 2, 3, 10, 9].map((id) => ({ document: newDocument(id), sketch: [String(id)] }));
      await documentStore.saveChunk(channelId, chunkOf(documents));
      expect(await topicStore.placedDocuments(channelId)).toEqual({
        unplaced: [1, 10, 2, 3, 9].map((id) => refOf(id)),
        ...{ held: 0, outside: 0 },
      });
      const outside = [{ sourceRef: refOf(3), nearestTopicId: null, score: null, reason: 'too_short' }];
      const twice = { ...bundleOf(2), items: [itemOf(1, 0.9), itemOf(2, 0.8)] };
      await topicStore.replaceCatalogue(channelId, { ...catalogueOf([1, 2]), bundles: [bundleOf(1), twice], outside });
      // What only a set of channels knows is not known.
      await topicStore.replaceCatalogue('set:news', { ...catalogueOf([9]), outside: [] });
      expect(await topicStore.placedDocuments(channelId)).toEqual({ unplaced: [refOf(10), refOf(9)], held: 2, outside: 1 });
      expect(await topicStore.itemsOf(channelId, [refOf(1), refOf(2), refOf(3), refOf(9)])).toEqual(
        new Map([
          [
            refOf(1),
            [
              { topicId: cardOf(1).id, item: itemOf(1, 0.9) },
              { topicId: cardOf(2).id, item: itemOf(1, 0.9) },
            ],
          ],
          [refOf(2), [{ topicId: cardOf(2).id, item: itemOf(2, 0.8) }]],
        ]),
      );
      expect(await topicStore.outsideOf(channelId, [refOf(1), refOf(3)])).toEqual(new Map([[refOf(3), outside[0]]]));
    });

    it('says which ids topics of any catalogue have or had, also of those that are in none any more', async () => {
      const { topicStore } = await open();
      await topicStore.replaceCatalogue(channelId, catalogueOf([1, 2]));
      await topicStore.replaceCatalogue(channelId, catalogueOf([2]));
      await topicStore.replaceCatalogue('set:news', catalogueOf([3]));
      const ids = [1, 2, 3, 4].map((id) => cardOf(id).id);
      expect(await topicStore.takenIds([...ids, `${ids[0]}:2`])).toEqual(new Set(ids.slice(0, 3)));
      expect(await topicStore.takenIds([])).toEqual(new Set());
      await topicStore.removeChannel(channelId);
      expect(await topicStore.takenIds(ids)).toEqual(new Set([cardOf(3).id]));
    });

    it('keeps the topics of a set of channels apart from those of its channels', async () => {
      const { topicStore, documentStore } = await open();
      const documents = [1, 2].map((id) => ({ document: newDocument(id), sketch: [String(id)] }));
      await documentStore.saveChunk(channelId, chunkOf(documents));
      await topicStore.replaceCatalogue(channelId, catalogueOf([1]));
      const before = await documentStore.ledger(channelId);
      const ofSet = { ...bundleOf(2), items: [itemOf(1, 0.9), itemOf(2, 0.8)] };
      const outside = [{ sourceRef: refOf(3), nearestTopicId: null, score: null, reason: 'too_short' }];
      await topicStore.replaceCatalogue('set:news', { ...catalogueOf([2]), bundles: [ofSet], outside });
      expect(await documentStore.ledger(channelId)).toEqual(before);
      expect(await topicStore.cards(channelId)).toEqual([cardOf(1)]);
      expect(await topicStore.topicOf(channelId, refOf(2))).toEqual([]);
      expect(await topicStore.topicsBetween(channelId, refOf(1), refOf(2))).toEqual(new Map([[refOf(1), [cardOf(1).id]]]));
      expect(await topicStore.topicsBetween('set:news', refOf(1), refOf(2))).toEqual(
        new Map([
          [refOf(1), [cardOf(2).id]],
          [refOf(2), [cardOf(2).id]],
        ]),
      );
      expect(await topicStore.outsideDocument(channelId, refOf(3))).toBeNull();
      await topicStore.removeChannel('set:news');
      expect(await topicStore.cards(channelId)).toEqual([cardOf(1)]);
      expect(await topicStore.bundle(cardOf(2).id)).toBeNull();
      expect(await documentStore.ledger(channelId)).toEqual(before);
    });

    it('lets the ledger say which documents are in topics and which outside', async () => {
      const { topicStore, documentStore } = await open();
      const documents = [1, 2, 3, 4].map((id) => ({ document: newDocument(id), sketch: id === 4 ? ['1'] : [String(id)] }));
      await documentStore.saveChunk(channelId, chunkOf(documents));
      await documentStore.settleDuplicates(channelId);
      await topicStore.replaceCatalogue(channelId, {
        ...catalogueOf([1]),
        outside: [{ sourceRef: refOf(2), nearestTopicId: null, score: null, reason: 'too_short' }],
      });
      expect(await documentStore.ledger(channelId)).toMatchObject({
        in_topic: 1,
        outside_topics: 1,
        not_topicized: 1,
        duplicate: 1,
      });
      await topicStore.removeChannel(channelId);
      expect(await documentStore.ledger(channelId)).toMatchObject({ in_topic: 0, outside_topics: 0, not_topicized: 3 });
      expect(await topicStore.origin(channelId)).toBeNull();
      expect(await topicStore.history(cardOf(1).id)).toEqual([]);
    });
  });
}

function cardOf(messageId: number): TopicCard {
  return {
    id: `topic:${refOf(messageId)}`,
    title: `Topic ${messageId}`,
    summary: '',
    scope_in: ['this'],
    scope_out: ['that'],
    type: 'singleton',
    anchors: [
      { channel_id: channelId, message_id: String(messageId), message_type: 'post', anchor_ref: refOf(messageId), score: 0.9 },
    ],
    sources: [refOf(messageId)],
    updated_at: noon,
    tags: [],
    keywords: [],
    related_topics: [],
    theme: null,
    status: 'active',
    origin: 'discovered',
    metadata: {
      topicization_run_id: 'run',
      pipeline_version: 'topicization:v1.0.0',
      algorithm: 'none',
      parameters: {},
      model_id: 'builtin',
      prompt_id: null,
      prompt_name: null,
      input_scope: { channel_id: channelId, mode: 'full' },
    },
  };
}

function itemOf(messageId: number, score: number): TopicBundle['items'][number] {
  return {
    channel_id: channelId,
    message_id: String(messageId),
    message_type: 'post',
    source_ref: refOf(messageId),
    role: 'anchor',
    score,
    justification: 'because',
    thread_id: null,
    parent_message_id: null,
  };
}

function bundleOf(messageId: number): TopicBundle {
  return {
    topic_id: cardOf(messageId).id,
    updated_at: noon,
    items: [itemOf(messageId, 0.9)],
    time_range: { from: noon, to: noon },
    channels: [channelId],
    metadata: { any: 'thing' },
  };
}

function catalogueOf(messageIds: number[]): Catalogue {
  return {
    origin: { documentsRevision: 3, rawSequence: 7, parametersHash: 'sha256:p', foundedDocuments: 3, runId: 'run' },
    cards: messageIds.map(cardOf),
    bundles: messageIds.map(bundleOf),
    outside: [{ sourceRef: refOf(777), nearestTopicId: null, score: null, reason: 'no_terms' }],
    versions: messageIds.map((id) => ({
      topicId: cardOf(id).id,
      at: noon,
      runId: 'run',
      change: 'created',
      reason: 'new',
      card: cardOf(id),
    })),
  };
}

const learnt = Uint8Array.of(1, 2, 3);

function supporting(id: number, score: number): TopicBundleItem {
  return { ...itemOf(id, score), role: 'supporting' };
}
