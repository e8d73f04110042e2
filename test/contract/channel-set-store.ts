import { describe, expect, it } from 'vitest';
import type { ChannelSetStore } from '../../src/ports/channel-set-store.ts';

/** What every ChannelSetStore must do. */
export function testChannelSetStore(name: string, open: () => Promise<ChannelSetStore>): void {
  describe(`${name} keeps sets of channels`, () => {
    it('gives back a set with its channels ascending, in whatever order they were named', async () => {
      const store = await open();
      await store.save({ name: 'news', channelIds: ['20', '100', '3'] });
      expect(await store.get('news')).toEqual({ name: 'news', channelIds: ['100', '20', '3'] });
      expect(await store.get('new')).toBeNull();
    });

    it('takes a channel once that was named twice', async () => {
      const store = await open();
      await store.save({ name: 'news', channelIds: ['2', '1', '2'] });
      expect(await store.get('news')).toEqual({ name: 'news', channelIds: ['1', '2'] });
    });

    it('lists all by name in code unit order, and those with a channel', async () => {
      const store = await open();
      await store.save({ name: 'b', channelIds: ['1', '2'] });
      await store.save({ name: 'a_b', channelIds: ['2', '3'] });
      await store.save({ name: '1+2', channelIds: ['1', '2'] });
      expect((await store.list()).map((set) => set.name)).toEqual(['1+2', 'a_b', 'b']);
      expect(await store.listWith('1')).toEqual([
        { name: '1+2', channelIds: ['1', '2'] },
        { name: 'b', channelIds: ['1', '2'] },
      ]);
      expect(await store.listWith('4')).toEqual([]);
    });

    it('puts a set in the place of the one with its name, and leaves others alone', async () => {
      const store = await open();
      await store.save({ name: 'news', channelIds: ['1', '2'] });
      await store.save({ name: 'other', channelIds: ['1', '2'] });
      await store.save({ name: 'news', channelIds: ['2', '3'] });
      expect(await store.list()).toEqual([
        { name: 'news', channelIds: ['2', '3'] },
        { name: 'other', channelIds: ['1', '2'] },
      ]);
    });

    it('forgets a set that is removed, and no other', async () => {
      const store = await open();
      await store.save({ name: 'news', channelIds: ['1', '2'] });
      await store.save({ name: 'other', channelIds: ['1', '2'] });
      await store.remove('news');
      await store.remove('never there');
      expect((await store.list()).map((set) => set.name)).toEqual(['other']);
    });
  });
}
