import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { findSource } from './find-source.ts';

async function storeWithSources() {
  const { sourceStore } = await openTemporaryDatabases();
  await sourceStore.add(
    { sourceId: 'garden', channelId: '1234567890', username: 'Night_Gardeners', title: 'Night gardeners' },
    '2026-01-01T00:00:00Z',
  );
  await sourceStore.add({ sourceId: '2222222222', channelId: '2222222222', title: 'Bakers' }, '2026-01-01T00:00:00Z');
  return sourceStore;
}

test.each([
  ['garden', 'garden'],
  ['@night_gardeners', 'garden'],
  ['Night_Gardeners', 'garden'],
  ['https://t.me/night_gardeners', 'garden'],
  ['https://t.me/s/night_gardeners', 'garden'],
  ['https://t.me/c/1234567890/5', 'garden'],
  ['1234567890', 'garden'],
  ['-1001234567890', 'garden'],
  ['2222222222', '2222222222'],
])('%s names one source', async (name, expected) => {
  expect((await findSource(await storeWithSources(), name)).sourceId).toBe(expected);
});

test('an unknown name is an error that lists the nearest ones', async () => {
  await expect(findSource(await storeWithSources(), 'gardne')).rejects.toMatchObject({
    code: 'source_unknown',
    hint: expect.stringMatching(/^Did you mean garden \(Night gardeners\)/),
  });
});
