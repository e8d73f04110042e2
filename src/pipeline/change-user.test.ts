import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { changeUser } from './change-user.ts';
import { createKey } from './create-key.ts';
import { createUser } from './create-user.ts';
import { listKeys } from './list-keys.ts';
import { listUsers } from './list-users.ts';
import { revokeKey } from './revoke-key.ts';

let minute = 0;
const clock = { now: () => new Date(Date.UTC(2026, 2, 1, 12, minute)) };

async function openWithTwo() {
  minute = 0;
  const { userStore } = await openTemporaryDatabases();
  const opened = { userStore, clock };
  await createUser(opened, { name: 'chief', role: 'admin' });
  await createUser(opened, { name: 'anna', role: 'editor' });
  return opened;
}

test('who is disabled again keeps the first time, and what is not said stays', async () => {
  const opened = await openWithTwo();
  const first = await changeUser(opened, 'Anna', { isDisabled: true });
  expect(first).toMatchObject({ role: 'editor', disabledAt: '2026-03-01T12:00:00Z' });
  minute = 5;
  expect(await changeUser(opened, 'anna', { isDisabled: true, role: 'reader' })).toEqual({ ...first, role: 'reader' });
  expect(await changeUser(opened, 'anna', { role: 'editor' })).toEqual(first);
  expect(await changeUser(opened, 'anna', { isDisabled: false })).toEqual({ ...first, disabledAt: null });
});

test('a disabled admin does not count: the other one stays', async () => {
  const opened = await openWithTwo();
  await changeUser(opened, 'anna', { role: 'admin', isDisabled: true });
  await expect(changeUser(opened, 'chief', { isDisabled: true })).rejects.toMatchObject({ code: 'last_admin' });
  await expect(changeUser(opened, 'chief', { role: 'editor' })).rejects.toMatchObject({ code: 'last_admin' });
  await changeUser(opened, 'anna', { isDisabled: false });
  expect(await changeUser(opened, 'chief', { role: 'reader' })).toMatchObject({ role: 'reader' });
});

test('lists say which keys work and why others do not', async () => {
  const opened = await openWithTwo();
  const make = (name: string, expires?: string) => createKey(opened, name, { scopes: ['read'], label: name, expires });
  await make('chief');
  const short = await make('chief', '2026-03-01T12:01:00Z');
  const leaked = await make('chief');
  await make('anna');
  // Whoever finds a leaked key has nothing but its text.
  await revokeKey(opened, leaked.keyText);
  await changeUser(opened, 'anna', { isDisabled: true });
  minute = 1;
  const states = new Map((await listKeys(opened, null)).map(({ keyId, state }) => [keyId, state]));
  expect([...states.values()].sort()).toEqual(['active', 'expired', 'revoked', 'user_disabled']);
  expect(states.get(short.apiKey.keyId)).toBe('expired');
  expect(states.get(leaked.apiKey.keyId)).toBe('revoked');
  expect((await listKeys(opened, 'anna')).map(({ userName }) => userName)).toEqual(['anna']);
  expect((await listUsers(opened)).map(({ name, activeKeys }) => [name, activeKeys])).toEqual([
    ['anna', 0],
    ['chief', 1],
  ]);
});

test('a key that is no id is not repeated in the error', async () => {
  const opened = await openWithTwo();
  const secret = `tgp_${'a'.repeat(16)}_${'b'.repeat(63)}`;
  await expect(revokeKey(opened, secret)).rejects.toMatchObject({
    code: 'key_unknown',
    message: expect.not.stringContaining('bbb'),
  });
});

test('a name that cannot be one, or is taken, makes no user', async () => {
  const opened = await openWithTwo();
  await expect(createUser(opened, { name: 'anna smith', role: 'reader' })).rejects.toMatchObject({ code: 'usage_invalid' });
  await expect(createUser(opened, { name: 'ANNA', role: 'reader' })).rejects.toMatchObject({ code: 'user_exists' });
  expect(await opened.userStore.users()).toHaveLength(2);
});
