import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { chooseCatalogue } from './choose-catalogue.ts';

async function open() {
  const stores = await openTemporaryDatabases();
  for (const [sourceId, channelId] of [
    ['garden', '20'],
    ['bikes', '3'],
    ['empty', null],
  ] as const) {
    await stores.sourceStore.add({ sourceId, channelId }, '2024-05-06T10:00:00Z');
  }
  return stores;
}

it('one channel is its own catalogue, however often and by whatever names it is named', async () => {
  const stores = await open();
  expect(await chooseCatalogue(stores, { channels: ['garden', '20', '@garden'] })).toEqual({ channelId: '20', set: null });
});

it('several channels are a set, named after their ids unless it is given a name', async () => {
  const stores = await open();
  const channelIds = ['20', '3'];
  for (const channels of [
    ['garden', 'bikes'],
    ['bikes', 'garden'],
  ]) {
    expect(await chooseCatalogue(stores, { channels })).toEqual({ channelId: 'set:20+3', set: { name: '20+3', channelIds } });
    expect(await chooseCatalogue(stores, { channels, setName: '20+3' })).toMatchObject({ channelId: 'set:20+3' });
    expect(await chooseCatalogue(stores, { channels, setName: 'town_1' })).toEqual({
      channelId: 'set:town_1',
      set: { name: 'town_1', channelIds },
    });
  }
});

it.each(['', 'Town', '-town', 'my town', 'город', '3+20', 'a'.repeat(65)])('"%s" is refused as a name', async (setName) => {
  await expect(chooseCatalogue(await open(), { channels: ['garden', 'bikes'], setName })).rejects.toMatchObject({
    code: 'usage_invalid',
    hint: expect.stringContaining('1 to 64 characters'),
  });
});

it('a name alone finds the set as it was stored, and an unknown one is answered with those that there are', async () => {
  const stores = await open();
  await stores.channelSetStore.save({ name: 'town', channelIds: ['3', '20'] });
  expect((await chooseCatalogue(stores, { channels: [], setName: 'town' })).set?.channelIds).toEqual(['20', '3']);
  await expect(chooseCatalogue(stores, { channels: [], setName: 'twon' })).rejects.toMatchObject({
    code: 'channel_set_unknown',
    hint: expect.stringContaining('town'),
  });
});

it('a channel of which nothing was read is in no set', async () => {
  await expect(chooseCatalogue(await open(), { channels: ['garden', 'empty'] })).rejects.toMatchObject({
    code: 'usage_invalid',
  });
});
