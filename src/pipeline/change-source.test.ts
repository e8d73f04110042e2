import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { changeSource } from './change-source.ts';
import { createUser } from './create-user.ts';

const clock = { now: () => new Date('2026-03-01T12:00:00Z') };

test('a source gets an owner by name and goes back to the shared workspace, and other settings leave that alone', async () => {
  const { sourceStore, userStore } = await openTemporaryDatabases();
  const opened = { sourceStore, userStore, clock };
  await sourceStore.add({ sourceId: 'garden' }, '2026-01-01T00:00:00Z');
  const { userId } = await createUser(opened, { name: 'anna', role: 'editor' });
  expect(await changeSource(opened, 'garden', { owner: 'Anna', batchSize: 7 })).toMatchObject({
    ownerId: userId,
    batchSize: 7,
  });
  expect(await changeSource(opened, 'garden', { batchSize: 8 })).toMatchObject({ ownerId: userId, batchSize: 8 });
  await expect(changeSource(opened, 'garden', { owner: 'nobody', batchSize: 9 })).rejects.toMatchObject({
    code: 'user_unknown',
  });
  expect(await sourceStore.get('garden')).toMatchObject({ ownerId: userId, batchSize: 8 });
  expect(await changeSource(opened, 'garden', { owner: null })).toMatchObject({ ownerId: null });
});
