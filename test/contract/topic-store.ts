import { describe, expect, it } from 'vitest';
import type { TopicBundle, TopicCard } from '../../src/domain/topic-card.ts';
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
