import { expect, onTestFinished, test, vi } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import type { Instant } from '../domain/instant.ts';
import type { LogFields } from '../domain/log-field.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Role } from '../domain/user.ts';
import type { UserStore } from '../ports/user-store.ts';
import { authenticate } from './authenticate.ts';
import { changeUser } from './change-user.ts';
import { createKey, type KeyToCreate } from './create-key.ts';
import { createUser } from './create-user.ts';
import { revokeKey } from './revoke-key.ts';

const noon = '2026-03-01T12:00:00Z';
const clock = { now: () => new Date(noon) };

async function openWithKey({ role = 'editor', ...wish }: Partial<KeyToCreate> & { role?: Role } = {}) {
  const { userStore } = await openTemporaryDatabases();
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const log = { log: (_level: string, event: string, fields?: LogFields) => void logged.push({ event, fields }) };
  await createUser({ userStore, clock }, { name: 'chief', role: 'admin' });
  await createUser({ userStore, clock }, { name: 'anna', role });
  const { keyText, apiKey: key } = await createKey({ userStore, clock }, 'anna', { scopes: ['read', 'run'], ...wish });
  const ask = (text = keyText, at: Instant = noon) => authenticate({ userStore, log }, text, at);
  return { userStore, clock, log, logged, keyText, key, ask };
}

test('a key names its user and what it is good for', async () => {
  const { ask, key } = await openWithKey();
  const identity = await ask();
  expect(identity).toMatchObject({ user: { name: 'anna', role: 'editor' }, may: ['read', 'run'] });
  expect(identity?.key).toEqual(key);
});

test('every other digit in any place of a key makes it nobody', async () => {
  const { ask, keyText } = await openWithKey();
  for (let place = 0; place < keyText.length; place += 1) {
    const digit = keyText[place] === '0' ? '1' : '0';
    expect(await ask(`${keyText.slice(0, place)}${digit}${keyText.slice(place + 1)}`)).toBeNull();
  }
});

test('what is malformed, unknown, expired, revoked or of a disabled user is one and the same null', async () => {
  const opened = await openWithKey({ expires: '1' });
  const { ask, keyText, key, userStore } = opened;
  const other = await createKey(opened, 'anna', { scopes: ['read'] });
  expect(await ask()).not.toBeNull();
  expect(await ask('')).toBeNull();
  expect(await ask('tgp_')).toBeNull();
  expect(await ask(key.keyId)).toBeNull();
  expect(await ask(`Bearer ${keyText}`)).toBeNull();
  expect(await ask(`tgp_${'0'.repeat(16)}_${'0'.repeat(64)}`)).toBeNull();
  expect(await ask(`tgp_${key.keyId}_${other.keyText.slice(-64)}`)).toBeNull();
  expect(await ask(keyText, '2026-03-02T12:00:00Z')).toBeNull();
  await changeUser(opened, 'anna', { isDisabled: true });
  expect(await ask()).toBeNull();
  await changeUser(opened, 'anna', { isDisabled: false });
  expect(await ask()).not.toBeNull();
  await revokeKey(opened, key.keyId);
  expect(await ask()).toBeNull();
  expect(await ask(other.keyText)).not.toBeNull();
  expect((await userStore.users()).map(({ name }) => name)).toEqual(['anna', 'chief']);
});

test('an unknown key is nobody, not the first admin, also when there is one user only', async () => {
  const { userStore } = await openTemporaryDatabases();
  await createUser({ userStore, clock }, { name: 'chief', role: 'admin' });
  const log = { log: () => undefined };
  expect(await authenticate({ userStore, log }, `tgp_${'a'.repeat(16)}_${'b'.repeat(64)}`, noon)).toBeNull();
});

test('a lower role takes from keys that were made before, and a higher one adds nothing to them', async () => {
  const opened = await openWithKey();
  await changeUser(opened, 'anna', { role: 'reader' });
  expect((await opened.ask())?.may).toEqual(['read']);
  await changeUser(opened, 'anna', { role: 'admin' });
  expect((await opened.ask())?.may).toEqual(['read', 'run']);
});

test('the last use is written once a minute at most', async () => {
  const { ask, userStore, log, key, keyText } = await openWithKey();
  let writes = 0;
  const counted: UserStore = {
    ...userStore,
    recordKeyUse(...words) {
      writes += 1;
      return userStore.recordKeyUse(...words);
    },
  };
  for (const second of ['00', '01', '30', '59']) {
    expect(await authenticate({ userStore: counted, log }, keyText, `2026-03-01T12:00:${second}Z`)).not.toBeNull();
  }
  expect(writes).toBe(1);
  await authenticate({ userStore: counted, log }, keyText, '2026-03-01T12:01:00Z');
  expect(writes).toBe(2);
  await ask(`${keyText.slice(0, -1)}${keyText.endsWith('0') ? '1' : '0'}`, '2026-03-01T13:00:00Z');
  expect((await userStore.findKey(key.keyId))?.key.lastUsedAt).toBe('2026-03-01T12:01:00Z');
});

test('a use that cannot be written keeps nobody from reading, and the log names no secret', async () => {
  const { userStore, log, logged, key, keyText } = await openWithKey();
  const full: UserStore = {
    ...userStore,
    recordKeyUse: () => Promise.reject(new TgParserError('storage_full', 'full')),
  };
  expect(await authenticate({ userStore: full, log }, keyText, noon)).not.toBeNull();
  expect(logged).toEqual([{ event: 'key_use_not_recorded', fields: { key_id: key.keyId, code: 'storage_full' } }]);
});

test('a database that fails lets nobody in', async () => {
  const { userStore, log, keyText } = await openWithKey();
  const broken: UserStore = {
    ...userStore,
    findKey: () => Promise.reject(new TgParserError('storage_unreachable', 'gone')),
  };
  await expect(authenticate({ userStore: broken, log }, keyText, noon)).rejects.toMatchObject({
    code: 'storage_unreachable',
  });
});

test('a key that nobody has costs the same comparison as one with a wrong secret', async () => {
  const { userStore, log, key } = await openWithKey();
  vi.doMock('../lib/equal-in-constant-time.ts', { spy: true });
  onTestFinished(() => vi.doUnmock('../lib/equal-in-constant-time.ts'));
  // Another file may have loaded both before.
  vi.resetModules();
  const { equalInConstantTime } = await import('../lib/equal-in-constant-time.ts');
  const watched = await import('./authenticate.ts');
  for (const keyId of [key.keyId, 'f'.repeat(16)]) {
    vi.mocked(equalInConstantTime).mockClear();
    expect(await watched.authenticate({ userStore, log }, `tgp_${keyId}_${'0'.repeat(64)}`, noon)).toBeNull();
    const calls = vi.mocked(equalInConstantTime).mock.calls.map((texts) => texts.map(({ length }) => length));
    expect(calls).toEqual([[71, 71]]);
  }
});
