import { describe, expect, it } from 'vitest';
import type { IngestAttempt, SourceStore } from '../../src/ports/source-store.ts';

const monday = '2024-05-06T10:00:00Z';
const tuesday = '2024-05-07T10:00:00Z';

/** What every SourceStore must do. @param open gives an empty store for one test */
export function testSourceStore(name: string, open: () => Promise<SourceStore>): void {
  describe(`${name} keeps sources`, () => {
    it('finds a source by its id, its channel and its username in any case', async () => {
      const store = await open();
      const added = await store.add({ sourceId: 'news', channelId: '17', username: 'DailyNews' }, monday);
      expect(added).toMatchObject({ status: 'active', batchSize: 500, includeComments: false, createdAt: monday });
      expect(await store.get('news')).toEqual(added);
      expect(await store.findByChannelId('17')).toEqual(added);
      expect(await store.findByUsername('dailynews')).toEqual(added);
      expect(await store.findByUsername('daily')).toBeNull();
      expect(await store.list()).toEqual([added]);
    });

    it('refuses a source id or a channel that is taken, naming the owner', async () => {
      const store = await open();
      await store.add({ sourceId: 'news', channelId: '17' }, monday);
      await store.add({ sourceId: 'other' }, monday);
      await expect(store.add({ sourceId: 'news' }, monday)).rejects.toMatchObject({ code: 'source_exists' });
      const second = { code: 'source_exists', message: expect.stringContaining('"news"') };
      await expect(store.add({ sourceId: 'again', channelId: '17' }, monday)).rejects.toMatchObject(second);
      await expect(store.update('other', { channelId: '17' }, monday)).rejects.toMatchObject(second);
      expect(await store.get('again')).toBeNull();
    });

    it('updates the passed fields only, and keeps cursor and counters', async () => {
      const store = await open();
      const added = await store.add({ sourceId: 'news', title: 'News', pollInterval: 60, exportPath: '/export' }, monday);
      await store.moveCursors('news', { head: 500 }, monday);
      const updated = await store.update('news', { batchSize: 10, pollInterval: null, includeComments: true }, tuesday);
      expect(updated).toEqual({ ...added, batchSize: 10, pollInterval: null, includeComments: true, updatedAt: tuesday });
      expect((await store.cursors('news')).head).toBe(500);
      await expect(store.update('nobody', {}, monday)).rejects.toMatchObject({ code: 'source_unknown' });
    });

    it('belongs to the shared workspace until it gets an owner, who must exist', async () => {
      const store = await open();
      expect(await store.add({ sourceId: 'news' }, monday)).toMatchObject({ ownerId: null });
      await expect(store.update('news', { ownerId: 'nobody' }, monday)).rejects.toThrow();
      expect(await store.get('news')).toMatchObject({ ownerId: null });
    });

    it('remembers earlier names, each change once', async () => {
      const store = await open();
      await store.add({ sourceId: 'news', title: 'News', username: 'news' }, monday);
      await store.update('news', { title: 'News' }, tuesday);
      await store.update('news', { title: 'Old News' }, tuesday);
      await store.update('news', { title: 'News' }, tuesday);
      const history = await store.nameHistory('news');
      expect(history.filter((entry) => entry.attribute === 'title').map((entry) => entry.value)).toEqual([
        'News',
        'Old News',
        'News',
      ]);
      expect(history).toContainEqual({ attribute: 'username', value: 'news', firstSeenAt: monday });
    });

    it('moves the head up only, and the backfill down only', async () => {
      const store = await open();
      await store.add({ sourceId: 'news' }, monday);
      const nowhere = { head: null, backfill: null, backfilledTo: null, changeState: null };
      expect(await store.cursors('news')).toEqual(nowhere);
      for (const messageId of [5, 900, 3, 2 ** 40, 7]) {
        await store.moveCursors('news', { head: messageId, backfill: messageId }, monday);
      }
      await store.moveCursors('news', { changeState: 'state', backfilledTo: 'begin' }, monday);
      const furthest = { head: 2 ** 40, backfill: 3, backfilledTo: 'begin', changeState: 'state' };
      expect(await store.cursors('news')).toEqual(furthest);
      await store.moveCursors('news', { head: null, backfill: null, backfilledTo: null }, monday);
      expect(await store.cursors('news')).toEqual({ ...furthest, backfilledTo: null });
      await expect(store.cursors('nobody')).rejects.toMatchObject({ code: 'source_unknown' });
    });

    it('keeps how far each discussion was read, and forgets it with the source', async () => {
      const store = await open();
      await store.add({ sourceId: 'news' }, monday);
      await store.add({ sourceId: 'other' }, monday);
      const cursor = { postId: 7, replies: 3, newestCommentId: 90, problem: null };
      await store.moveThreadCursor('news', cursor);
      await store.moveThreadCursor('other', { ...cursor, replies: 1 });
      await store.moveThreadCursor('news', { ...cursor, postId: 8, newestCommentId: null, problem: 'channel_private' });
      expect(await store.threadCursors('news', [7, 9])).toEqual(new Map([[7, cursor]]));
      expect(await store.threadCursors('news', [])).toEqual(new Map());
      expect([await store.unreadableThreads('news'), await store.unreadableThreads('other')]).toEqual([1, 0]);
      await store.moveThreadCursor('news', { postId: 7, replies: 2, newestCommentId: 80, problem: null });
      await store.moveThreadCursor('news', { postId: 8, replies: 2, newestCommentId: 95, problem: null });
      expect(await store.threadCursors('news', [7, 8])).toEqual(
        new Map([
          [7, { ...cursor, replies: 2 }],
          [8, { postId: 8, replies: 2, newestCommentId: 95, problem: null }],
        ]),
      );
      await store.remove('news');
      await store.add({ sourceId: 'news' }, monday);
      expect(await store.threadCursors('news', [7])).toEqual(new Map());
    });

    it('gives the last attempt', async () => {
      const store = await open();
      await store.add({ sourceId: 'news' }, monday);
      const attempt: IngestAttempt = {
        sourceId: 'news',
        startedAt: monday,
        finishedAt: monday,
        outcome: 'done',
        errorCode: null,
        messagesAdded: 3,
      };
      expect(await store.lastAttempt('news')).toBeNull();
      await store.recordAttempt(attempt);
      await store.recordAttempt({ ...attempt, outcome: 'failed', errorCode: 'storage_full' });
      expect(await store.lastAttempt('news')).toEqual({ ...attempt, outcome: 'failed', errorCode: 'storage_full' });
    });

    it('removes a source with all that belongs to it', async () => {
      const store = await open();
      await store.add({ sourceId: 'news', channelId: '17', title: 'News' }, monday);
      await store.remove('news');
      expect(await store.list()).toEqual([]);
      await store.add({ sourceId: 'news', channelId: '17' }, tuesday);
      expect(await store.nameHistory('news')).toEqual([]);
    });
  });
}
