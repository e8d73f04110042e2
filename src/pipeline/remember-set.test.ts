import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { rememberSet } from './remember-set.ts';

it('a set is stored when all its channels have sources, and not when one was removed', async () => {
  const stores = await openTemporaryDatabases();
  await stores.sourceStore.add({ sourceId: 'garden', channelId: '1' }, '2024-05-06T10:00:00Z');
  await stores.sourceStore.add({ sourceId: 'bikes', channelId: '2' }, '2024-05-06T10:00:00Z');
  const town = { name: 'town', channelIds: ['1', '2'] };
  await rememberSet(stores, town);
  await stores.sourceStore.remove('bikes');
  await expect(rememberSet(stores, { ...town, name: 'later' })).rejects.toMatchObject({ code: 'source_unknown' });
  expect(await stores.channelSetStore.list()).toEqual([town]);
});
