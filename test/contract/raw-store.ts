import { describe, expect, it } from 'vitest';
import type { NewRawMessage, ObservedChange, RawStore } from '../../src/ports/raw-store.ts';
import { channelId, collect, idsOf, newMessage, noon, rawMessage } from './raw-messages.ts';

/** What every RawStore must do. @param open gives an empty store for one test */
export function testRawStore(name: string, open: () => Promise<RawStore>): void {
  describe(`${name} keeps raw messages`, () => {
    it('gives back what was inserted, without its payload unless asked for', async () => {
      const store = await open();
      const text = 'Привет 👋\u0000 \ud800';
      await insert(store, [newMessage(7, { record: { text, raw_payload: { id: 7, nested: { list: [1, null] } }, views: 3 } })]);
      const [stored] = await store.readRange(channelId, 'post', 0, 10);
      expect(stored).toEqual({
        message: rawMessage(7, { text, views: 3, thread_id: '7' }),
        space: 'post',
        messageId: 7,
        digest: 'sha256:7',
        version: 0,
      });
      const [whole] = await collect(store.readAll(channelId, { pageSize: 10, withPayload: true }));
      expect(whole?.message.raw_payload).toEqual({ id: 7, nested: { list: [1, null] } });
    });

    it('stores nothing of a chunk that throws, and hands on what was thrown', async () => {
      const store = await open();
      const failure = new Error('stopped half-way');
      const write = store.writeChunk(channelId, async (chunk) => {
        await chunk.insert([newMessage(1)], noon);
        throw failure;
      });
      await expect(write).rejects.toBe(failure);
      expect((await store.counts(channelId)).total).toBe(0);
      expect(await store.lastSequence(channelId)).toBe(0);
      expect(await store.channelIds()).toEqual([]);
    });

    it('refuses a message id that is stored already, and keeps the first', async () => {
      const store = await open();
      await insert(store, [newMessage(1)]);
      await expect(insert(store, [newMessage(1, { record: { text: 'other' } })])).rejects.toMatchObject({
        code: 'storage_failed',
      });
      const [stored] = await store.getMessages(channelId, 'post', [1]);
      expect(stored?.message.text).toBe('text 1');
    });

    it('knows since when a message is gone, until it is seen again', async () => {
      const store = await open();
      const service = newMessage(4, { place: { isService: true } });
      await insert(store, [
        newMessage(1),
        newMessage(2),
        newMessage(3),
        service,
        newMessage(2, { place: { space: 'comment' } }),
      ]);
      const [marked, again, seen, present] = await store.writeChunk(channelId, async (chunk) => [
        await chunk.markVanished('post', [1, 2, 99], noon),
        await chunk.markVanished('post', [2], noon),
        await chunk.markVanished('post', [2, 3], null),
        await chunk.presentBetween('post', 1, 9),
      ]);
      expect([marked, again, seen, present]).toEqual([2, 0, 1, [2, 3]]);
      expect(await store.counts(channelId)).toMatchObject({ total: 5, vanished: 1 });
    });

    it('reads posts before comments and ids by number, in pages of any size', async () => {
      const store = await open();
      const posts = [100, 9, 1000, 10, 2].map((id) => newMessage(id));
      await insert(store, [newMessage(1, { place: { space: 'comment' } }), ...posts]);
      const expected = ['post:2', 'post:9', 'post:10', 'post:100', 'post:1000', 'comment:1'];
      for (const pageSize of [1, 2, 5, 100]) {
        expect(idsOf(await collect(store.readAll(channelId, { pageSize, withPayload: false })))).toEqual(expected);
        expect(idsOf(await collect(store.readThreads(channelId, { pageSize })))).toEqual(expected);
      }
    });

    it('reads the messages of a time range, both ends included', async () => {
      const store = await open();
      const dates = ['2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z', '2024-01-03T00:00:00Z', '2024-01-04T00:00:00Z'];
      await insert(
        store,
        dates.map((date, index) => newMessage(index + 1, { place: { date }, record: { date } })),
      );
      const options = { pageSize: 2, withPayload: false, from: '2024-01-02T00:00:00Z', to: '2024-01-03T00:00:00Z' };
      expect(idsOf(await collect(store.readAll(channelId, options)))).toEqual(['post:2', 'post:3']);
      const from = '2024-01-03T00:00:00Z';
      expect(idsOf(await collect(store.readThreads(channelId, { pageSize: 1, from })))).toEqual(['post:3', 'post:4']);
    });

    it('says where messages stand, those that are there', async () => {
      const store = await open();
      const place = { parentId: 4, threadId: 3, forumTopicId: 2 };
      await insert(store, [newMessage(5, { place }), newMessage(6), newMessage(6, { place: { space: 'comment' } })]);
      const [stated, ...others] = await store.threadPlaces(channelId, 'post', [5, 99]);
      expect(stated).toEqual({ space: 'post', messageId: 5, date: noon, authorId: null, ...place });
      expect(others).toEqual([]);
      expect(idsOf(await store.threadPlaces(channelId, 'comment', [5, 6]))).toEqual(['comment:6']);
      expect(await store.threadPlaces(channelId, 'post', [])).toEqual([]);
    });

    it('fills in threads, answers, albums and the title of a forum topic that arrives later', async () => {
      const store = await open();
      const place = { parentId: 4, threadId: 3, forumTopicId: 2, albumId: 5 };
      await insert(store, [newMessage(5, { place })]);
      const read = async () => (await store.readRange(channelId, 'post', 5, 5))[0]?.message;
      expect(await read()).toMatchObject({ thread_id: '3', parent_message_id: '4', album_id: '5', forum_topic: { id: '2' } });
      await insert(store, [newMessage(2, { place: { isService: true, forumTopicId: 2, forumTopicTitle: 'News' } })]);
      expect((await read())?.forum_topic).toEqual({ id: '2', title: 'News' });
    });

    it('shows the newest version of a changed message and keeps the first snapshot', async () => {
      const store = await open();
      await insert(store, [newMessage(1)]);
      const before = await store.lastSequence(channelId);
      await record(store, [change(1, 1, 'second'), { ...change(1, 2, 'late'), becomesCurrent: false }]);
      const [stored] = await store.readRange(channelId, 'post', 1, 1);
      expect(stored).toMatchObject({ version: 1, digest: 'sha256:second', message: { text: 'second' } });
      expect(await store.lastSequence(channelId)).toBeGreaterThan(before);
      await store.writeChunk(channelId, async (chunk) => {
        expect((await chunk.versions('post', [1, 2])).get(1)).toEqual([
          { version: 0, digest: 'sha256:1', editedAt: null, isCurrent: false },
          { version: 1, digest: 'sha256:second', editedAt: '2024-05-02T00:00:00Z', isCurrent: true },
          { version: 2, digest: 'sha256:late', editedAt: '2024-05-02T00:00:00Z', isCurrent: false },
        ]);
        expect((await chunk.currentRecords('post', [1])).get(1)?.text).toBe('second');
        expect((await chunk.places('post', [1])).get(1)).toMatchObject({
          date: '2024-06-01T00:00:00Z',
          albumKey: 'key',
          hasText: false,
        });
      });
      expect((await store.counts(channelId)).changes).toBe(2);
    });

    it('finds the messages that wait for a thread, and the whole thread', async () => {
      const store = await open();
      const answer = (id: number, threadId: number) => newMessage(id, { place: { parentId: threadId, threadId } });
      await insert(store, [newMessage(1), answer(2, 1), answer(8, 7), answer(9, 7)]);
      await store.writeChunk(channelId, async (chunk) => {
        expect(await chunk.awaitedThreads('post', [7, 1, 2, 5])).toEqual([1, 7]);
        expect(await chunk.awaitedThreads('comment', [7])).toEqual([]);
        expect(idsOf(await chunk.placesInThread('post', 7))).toEqual(['post:8', 'post:9']);
        expect(idsOf(await chunk.placesInThread('post', 1))).toEqual(['post:1', 'post:2']);
        expect(idsOf(await chunk.placesBetween('post', 2, 8))).toEqual(['post:2', 'post:8']);
      });
    });

    it('looks up more ids than a statement can hold', async () => {
      const store = await open();
      const ids = Array.from({ length: 40_000 }, (_, index) => index + 1);
      await insert(store, [newMessage(3), newMessage(39_999)]);
      expect(idsOf(await store.getMessages(channelId, 'post', ids))).toEqual(['post:3', 'post:39999']);
      await store.writeChunk(channelId, async (chunk) => expect((await chunk.places('post', ids)).size).toBe(2));
    });

    it('names the blocks that hold something new since a sequence', async () => {
      const store = await open();
      await insert(store, [newMessage(5), newMessage(1024), newMessage(5000), newMessage(1, { place: { space: 'comment' } })]);
      const all = [0, 1, 4].map((block) => ({ space: 'post', block }));
      expect(await store.changedBlocks(channelId, 0, 1024)).toEqual([...all, { space: 'comment', block: 0 }]);
      const settled = await store.lastSequence(channelId);
      expect(await store.changedBlocks(channelId, settled, 1024)).toEqual([]);
      await store.writeChunk(channelId, (chunk) =>
        chunk.movePlaces([{ space: 'post', messageId: 5000, threadId: 5, forumTopicId: null, albumId: null }]),
      );
      expect(await store.changedBlocks(channelId, settled, 1024)).toEqual([{ space: 'post', block: 4 }]);
      await record(store, [change(5, 1, 'new')]);
      expect(idsOfBlocks(await store.changedBlocks(channelId, settled, 1024))).toEqual(['post:0', 'post:4']);
    });

    it('remembers inputs that were stored whole', async () => {
      const store = await open();
      expect(await store.hasImports(channelId)).toBe(false);
      await store.writeChunk(channelId, (chunk) => chunk.rememberImport('sha256:a', { total: 3 }, noon));
      await store.writeChunk(channelId, (chunk) => chunk.rememberImport('sha256:a', { total: 4 }, noon));
      expect(await store.findImport(channelId, 'sha256:a')).toEqual({ total: 4 });
      expect(await store.findImport(channelId, 'sha256:b')).toBeNull();
      expect(await store.hasImports(channelId)).toBe(true);
    });

    it('counts each message once', async () => {
      const store = await open();
      await insert(store, [
        newMessage(1, { place: { isService: true, date: '2024-01-01T00:00:00Z' } }),
        newMessage(2, { place: { albumId: 2 } }),
        newMessage(3, { place: { albumId: 2 } }),
        newMessage(4, { place: { space: 'comment', date: '2024-09-01T00:00:00Z' } }),
      ]);
      expect(await store.counts(channelId)).toEqual({
        total: 4,
        posts: 1,
        comments: 1,
        service: 1,
        albumMembers: 1,
        vanished: 0,
        changes: 0,
        oldestMessageAt: '2024-01-01T00:00:00Z',
        newestMessageAt: '2024-09-01T00:00:00Z',
      });
    });

    it('removes a channel and nothing of the others', async () => {
      const store = await open();
      await insert(store, [newMessage(1)]);
      await store.writeChunk('2', (chunk) => chunk.insert([newMessage(1)], noon));
      await store.writeChunk(channelId, (chunk) => chunk.rememberImport('sha256:a', {}, noon));
      await store.removeChannel(channelId);
      expect(await store.channelIds()).toEqual(['2']);
      expect(await store.hasImports(channelId)).toBe(false);
      expect(await store.lastSequence(channelId)).toBe(0);
      expect((await store.counts('2')).total).toBe(1);
    });

    it('can be read while a chunk is being written, and shows the state before', async () => {
      const store = await open();
      await store.writeChunk(channelId, async (chunk) => {
        await chunk.insert([newMessage(1)], noon);
        expect((await store.counts(channelId)).total).toBe(0);
      });
      expect((await store.counts(channelId)).total).toBe(1);
    });

    it('lets chunks of one process wait for each other', async () => {
      const store = await open();
      await Promise.all(Array.from({ length: 20 }, (_, index) => insert(store, [newMessage(index + 1)])));
      expect(await store.lastSequence(channelId)).toBe(20);
    });
  });
}

function insert(store: RawStore, messages: NewRawMessage[]): Promise<void> {
  return store.writeChunk(channelId, (chunk) => chunk.insert(messages, noon));
}

function record(store: RawStore, changes: ObservedChange[]): Promise<void> {
  return store.writeChunk(channelId, (chunk) => chunk.recordChanges(changes, noon));
}

function change(messageId: number, version: number, text: string): ObservedChange {
  return {
    space: 'post',
    messageId,
    version,
    digest: `sha256:${text}`,
    record: rawMessage(messageId, { text, edited_at: '2024-05-02T00:00:00Z' }),
    changedFields: ['text'],
    becomesCurrent: true,
    date: '2024-06-01T00:00:00Z',
    albumKey: 'key',
    hasText: false,
  };
}

function idsOfBlocks(blocks: { space: string; block: number }[]): string[] {
  return blocks.map(({ space, block }) => `${space}:${block}`);
}
