import { expect, test } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import { parseApiKey } from '../domain/api-key-text.ts';
import { sha256 } from '../lib/sha256.ts';
import { changeUser } from './change-user.ts';
import { createKey } from './create-key.ts';
import { createUser } from './create-user.ts';
import { listKeys } from './list-keys.ts';

const clock = { now: () => new Date('2026-03-01T12:00:00Z') };

async function openWithAnna() {
  const { userStore } = await openTemporaryDatabases();
  await createUser({ userStore, clock }, { name: 'anna', role: 'editor' });
  return { userStore, clock };
}

test('two keys share nothing, and of a secret only the hash is kept', async () => {
  const opened = await openWithAnna();
  const first = await createKey(opened, 'ANNA', { scopes: ['run', 'read', 'read'], label: ' my \n laptop ', expires: '7' });
  const second = await createKey(opened, 'anna', { scopes: ['read'] });
  expect(first.apiKey).toMatchObject({ scopes: ['read', 'run'], label: 'my laptop', expiresAt: '2026-03-08T12:00:00Z' });
  const parts = parseApiKey(first.keyText);
  expect(parts?.keyId).toBe(first.apiKey.keyId);
  expect(parts?.secret).toHaveLength(64);
  expect(second.apiKey.keyId).not.toBe(first.apiKey.keyId);
  expect(parseApiKey(second.keyText)?.secret).not.toBe(parts?.secret);
  const stored = await opened.userStore.findKey(first.apiKey.keyId);
  expect(stored?.secretHash).toBe(sha256(parts?.secret ?? ''));
  expect(JSON.stringify([stored, await listKeys(opened, 'anna')])).not.toContain(parts?.secret);
});

test('a key that its user could not use, or not so, is refused and not stored', async () => {
  const opened = await openWithAnna();
  const refusal = (code: string) => ({ code, message: expect.any(String) });
  await expect(createKey(opened, 'anna', { scopes: ['read', 'admin'] })).rejects.toMatchObject({
    code: 'scope_not_allowed',
    message: 'A key of "anna", who is editor, cannot have admin',
  });
  await expect(createKey(opened, 'anna', { scopes: [] })).rejects.toMatchObject(refusal('usage_invalid'));
  await expect(createKey(opened, 'anna', { scopes: ['read'], expires: '2026-02-28' })).rejects.toMatchObject(
    refusal('usage_invalid'),
  );
  await expect(createKey(opened, 'anna', { scopes: ['read'], label: 'x'.repeat(121) })).rejects.toMatchObject(
    refusal('usage_invalid'),
  );
  await expect(createKey(opened, 'ana', { scopes: ['read'] })).rejects.toMatchObject({
    code: 'user_unknown',
    hint: expect.stringContaining('Did you mean anna?'),
  });
  await changeUser(opened, 'anna', { isDisabled: true });
  await expect(createKey(opened, 'anna', { scopes: ['read'] })).rejects.toMatchObject(refusal('user_disabled'));
  expect(await opened.userStore.keys()).toEqual([]);
});
