import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { ChannelDescription } from '../ports/message-source.ts';
import { registerSource } from './register-source.ts';

const channel: ChannelDescription = {
  channelId: '1234567890',
  title: 'Gardeners',
  username: null,
  kind: 'supergroup',
  notices: [],
};
const read = { exportPath: '/exports/one', exportChat: null, exportTimezone: null };

async function openStore() {
  const { sourceStore } = await openTemporaryDatabases();
  return { sourceStore, clock: systemClock };
}

test('a new channel is registered under its id, or under the name that was given', async () => {
  const store = await openStore();
  expect(await registerSource(store, channel, { target: null, sourceName: null, read })).toMatchObject({
    isNew: true,
    source: { sourceId: '1234567890', kind: 'supergroup' },
  });
  const other = { ...channel, channelId: '5' };
  expect(await registerSource(store, other, { target: null, sourceName: 'bakers', read })).toMatchObject({
    isNew: true,
    source: { sourceId: 'bakers', channelId: '5' },
  });
});

test('a known channel is found again, and a new title joins the history', async () => {
  const store = await openStore();
  await registerSource(store, channel, { target: null, sourceName: null, read });
  const again = await registerSource(store, { ...channel, title: 'Night gardeners' }, { target: null, sourceName: null, read });
  expect(again).toMatchObject({ isNew: false, source: { title: 'Night gardeners' } });
  expect((await store.sourceStore.nameHistory('1234567890')).map(({ value }) => value)).toEqual([
    'Gardeners',
    'Night gardeners',
  ]);
});

test('two sources for one channel, and one source for two channels, are refused', async () => {
  const store = await openStore();
  const { source } = await registerSource(store, channel, { target: null, sourceName: 'garden', read });
  await expect(registerSource(store, channel, { target: null, sourceName: 'another', read })).rejects.toMatchObject({
    code: 'source_exists',
    message: expect.stringContaining('"garden"'),
  });
  await expect(
    registerSource(store, { ...channel, channelId: '5' }, { target: source, sourceName: 'garden', read }),
  ).rejects.toMatchObject({ code: 'source_exists' });
});

test.each([null, 'garden'])('two that register one new channel at once, as %s, both get its source', async (sourceName) => {
  const store = await openStore();
  const register = () => registerSource(store, channel, { target: null, sourceName, read });
  const both = await Promise.all([register(), register()]);
  expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
  expect(both[0]?.source.sourceId).toBe(both[1]?.source.sourceId);
});
