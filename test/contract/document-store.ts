import { describe, expect, it } from 'vitest';
import type { DocumentStore } from '../../src/ports/document-store.ts';
import { chunkOf, newDocument, newFailure, refOf, stateOf } from './documents.ts';
import { channelId, collect } from './raw-messages.ts';

/** What every DocumentStore must do. @param open gives an empty store for one test */
export function testDocumentStore(name: string, open: () => Promise<DocumentStore>): void {
  describe(`${name} keeps documents and the state of every message`, () => {
    it('gives back documents and states', async () => {
      const store = await open();
      const document = newDocument(12, {
        summary: 'Кратко',
        entities: [{ type: 'link', value: 'https://a.example', confidence: 1 }],
      });
      await store.saveChunk(channelId, chunkOf([{ document }]));
      expect((await store.getDocuments([refOf(12), refOf(13)])).get(refOf(12))).toEqual(document);
      expect(await store.states(channelId, 'post', 0, 100)).toEqual([stateOf(12, 'documented')]);
      expect(await store.states(channelId, 'comment', 0, 100)).toEqual([]);
    });

    it('reads by source_ref as plain text, and in message order', async () => {
      const store = await open();
      const ids = [9, 10, 100, 2, 1000];
      const documents = [...ids.map((id) => newDocument(id)), newDocument(1, {}, 'comment')];
      await store.saveChunk(channelId, chunkOf(documents.map((document) => ({ document }))));
      const asText = documents.map((document) => document.source_ref).sort();
      const inOrder = [2, 9, 10, 100, 1000].map((id) => refOf(id)).concat(refOf(1, 'comment'));
      for (const pageSize of [1, 2, 3, 50]) {
        expect((await collect(store.readDocuments(channelId, { pageSize }))).map((read) => read.source_ref)).toEqual(asText);
        expect((await collect(store.readDocumentsInOrder(channelId, { pageSize }))).map((read) => read.source_ref)).toEqual(
          inOrder,
        );
      }
      const rest = await collect(store.readDocuments(channelId, { pageSize: 2, after: asText[2] }));
      expect(rest.map((read) => read.source_ref)).toEqual(asText.slice(3));
      expect(await collect(store.readDocuments(channelId, { pageSize: 2, after: asText.at(-1) }))).toEqual([]);
    });

    it('reads the documents of a time range, both ends included', async () => {
      const store = await open();
      const documents = [1, 2, 3, 4].map((day) => newDocument(day, { date: `2024-01-0${day}T00:00:00Z` }));
      await store.saveChunk(channelId, chunkOf(documents.map((document) => ({ document }))));
      const range = { pageSize: 1, from: '2024-01-02T00:00:00Z', to: '2024-01-03T00:00:00Z' };
      expect((await collect(store.readDocuments(channelId, range))).map((read) => read.source_ref)).toEqual([
        refOf(2),
        refOf(3),
      ]);
    });

    it('raises the revision when documents change, and only then', async () => {
      const store = await open();
      expect(await store.progress(channelId)).toEqual({ settledSequence: 0, revision: 0 });
      await store.saveChunk(channelId, {
        states: [stateOf(1, 'skipped', { skipReason: 'service' })],
        documents: [],
        failures: [],
      });
      await store.setSettledSequence(channelId, 40);
      expect(await store.progress(channelId)).toEqual({ settledSequence: 40, revision: 0 });
      await store.saveChunk(channelId, chunkOf([{ document: newDocument(2) }]));
      const { revision, settledSequence } = await store.progress(channelId);
      expect(revision).toBeGreaterThan(0);
      expect(settledSequence).toBe(40);
      await store.saveChunk(channelId, { states: [stateOf(2, 'failed')], documents: [], failures: [newFailure(2)] });
      expect((await store.progress(channelId)).revision).toBeGreaterThan(revision);
    });

    it('takes away what an earlier outcome of the same message left', async () => {
      const store = await open();
      await store.saveChunk(
        channelId,
        chunkOf([
          { document: newDocument(1), sketch: ['a'] },
          { document: newDocument(2), sketch: ['a'] },
        ]),
      );
      await store.saveChunk(channelId, { states: [stateOf(1, 'failed')], documents: [], failures: [newFailure(1)] });
      expect((await store.getDocuments([refOf(1)])).size).toBe(0);
      expect(await store.failures(channelId, { limit: 10 })).toEqual([newFailure(1)]);
      expect(await store.failure(channelId, 'post', 1)).toEqual(newFailure(1));
      expect(await store.failure(channelId, 'comment', 1)).toBeNull();
      expect(await store.failedMessageIds(channelId)).toEqual([{ space: 'post', messageId: 1 }]);
      expect(await store.failedMessageIds(channelId, { dueAt: '2999-01-01T00:00:00Z' })).toEqual([]);
      const passing = { ...newFailure(1), nextAttemptAt: '2024-05-06T12:30:00Z' };
      await store.saveChunk(channelId, { states: [stateOf(1, 'failed')], documents: [], failures: [passing] });
      expect(await store.failures(channelId, { limit: 10 })).toEqual([passing]);
      expect(await store.failedMessageIds(channelId, { dueAt: '2024-05-06T12:29:59Z' })).toEqual([]);
      expect(await store.failedMessageIds(channelId, { dueAt: '2024-05-06T12:30:00Z' })).toHaveLength(1);
      expect(await store.settleDuplicates(channelId)).toBe(0);
      await store.saveChunk(channelId, chunkOf([{ document: newDocument(1), sketch: ['b'] }]));
      expect(await store.failures(channelId, { limit: 10 })).toEqual([]);
      expect(await store.settleDuplicates(channelId)).toBe(0);
    });

    it('stores nothing of a chunk that cannot be stored', async () => {
      const store = await open();
      const impossible = newDocument(1, { language: null as unknown as string });
      await expect(store.saveChunk(channelId, chunkOf([{ document: impossible }]))).rejects.toMatchObject({
        code: 'storage_failed',
      });
      expect(await store.states(channelId, 'post', 0, 10)).toEqual([]);
    });

    it('counts documents, noise, duplicates, languages and what has no document', async () => {
      const store = await open();
      const noise = { is_noise: true, kind: 'advertising', reason: null };
      await store.saveChunk(
        channelId,
        chunkOf([
          { document: newDocument(1), sketch: ['a'] },
          { document: newDocument(2, { language: 'ru' }), sketch: ['a'] },
          { document: newDocument(3, { noise }) },
        ]),
      );
      await store.saveChunk(channelId, {
        states: [
          stateOf(4, 'skipped', { skipReason: 'service' }),
          stateOf(5, 'skipped', { skipReason: 'album_member' }),
          stateOf(6, 'skipped', { skipReason: 'without_text', space: 'comment' }),
          stateOf(7, 'failed'),
        ],
        documents: [],
        failures: [newFailure(7)],
      });
      await store.settleDuplicates(channelId);
      expect(await store.counts(channelId)).toEqual({
        documents: 3,
        noise: 1,
        duplicates: 1,
        failed: 1,
        skipped: { service: 1, album_member: 1, without_text: 1 },
        byLanguage: { en: 2, ru: 1 },
      });
      expect(await store.ledger(channelId)).toEqual({
        raw_messages: 0,
        in_topic: 0,
        outside_topics: 0,
        duplicate: 1,
        noise: 1,
        without_text: 1,
        album_member: 1,
        service: 1,
        failed: 1,
        not_topicized: 1,
        unprocessed: 0,
      });
    });

    it('removes a channel', async () => {
      const store = await open();
      await store.saveChunk(channelId, chunkOf([{ document: newDocument(1), sketch: ['a'] }]));
      await store.setSettledSequence(channelId, 9);
      await store.removeChannel(channelId);
      expect(await store.progress(channelId)).toEqual({ settledSequence: 0, revision: 0 });
      expect(await store.states(channelId, 'post', 0, 10)).toEqual([]);
      expect(await collect(store.readDocuments(channelId, { pageSize: 5 }))).toEqual([]);
    });
  });
}
