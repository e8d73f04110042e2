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
      await store.advanceHead('news', 500, monday);
      const updated = await store.update('news', { batchSize: 10, pollInterval: null, includeComments: true }, tuesday);
      expect(updated).toEqual({ ...added, batchSize: 10, pollInterval: null, includeComments: true, updatedAt: tuesday });
      expect(await store.headCursor('news')).toBe(500);
      await expect(store.update('nobody', {}, monday)).rejects.toMatchObject({ code: 'source_unknown' });
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

    it('moves the cursor forward only', async () => {
      const store = await open();
      await store.add({ sourceId: 'news' }, monday);
      expect(await store.headCursor('news')).toBeNull();
      for (const messageId of [5, 900, 3, 2 ** 40, 7]) {
        await store.advanceHead('news', messageId, monday);
      }
      expect(await store.headCursor('news')).toBe(2 ** 40);
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
