import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../../src/domain/api-key.ts';
import type { User } from '../../src/domain/user.ts';
import { sha256 } from '../../src/lib/sha256.ts';
import type { UserStore } from '../../src/ports/user-store.ts';

const monday = '2024-05-06T10:00:00Z';
const tuesday = '2024-05-07T10:00:00Z';

function userOf(name: string, fields: Partial<User> = {}): User {
  return { userId: `id of ${name}`, name, role: 'editor', createdAt: monday, disabledAt: null, ...fields };
}

function keyOf(keyId: string, userId: string, fields: Partial<ApiKey> = {}): ApiKey {
  return {
    ...{ keyId, userId, label: 'Łódź "laptop"', scopes: ['read', 'run'], createdAt: monday },
    ...{ expiresAt: null, revokedAt: null, lastUsedAt: null },
    ...fields,
  };
}

/** What every UserStore must do. @param open gives an empty store for one test */
export function testUserStore(name: string, open: () => Promise<UserStore>): void {
  describe(`${name} keeps users`, () => {
    it('gives back users as they were given, by name, and finds one by id or by name in any case', async () => {
      const store = await open();
      expect(await store.users()).toEqual([]);
      const zoe = userOf('Zoë', { role: 'admin' });
      const anna = userOf('anna@example.org', { disabledAt: tuesday });
      await store.addUser(zoe);
      await store.addUser(anna);
      expect(await store.users()).toEqual([anna, zoe]);
      expect(await store.user(zoe.userId)).toEqual(zoe);
      expect(await store.findUser('zOË')).toEqual(zoe);
      expect(await store.findUser('Zoe\u0308')).toEqual(zoe);
      expect(await store.findUser('zo')).toBeNull();
      expect(await store.user('Zoë')).toBeNull();
    });

    it('refuses a second user of a name, in whatever letters, also of two that come at once', async () => {
      const store = await open();
      await store.addUser(userOf('Anna'));
      await expect(store.addUser(userOf('ANNA'))).rejects.toMatchObject({ code: 'user_exists' });
      const both = await Promise.allSettled([
        store.addUser(userOf('ben', { userId: '1' })),
        store.addUser(userOf('Ben', { userId: '2' })),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await store.users()).toHaveLength(2);
    });

    it('changes the passed fields only', async () => {
      const store = await open();
      const anna = userOf('anna');
      await store.addUser(anna);
      expect(await store.changeUser(anna.userId, { disabledAt: tuesday })).toEqual({ ...anna, disabledAt: tuesday });
      expect(await store.changeUser(anna.userId, { role: 'reader' })).toEqual({
        ...anna,
        role: 'reader',
        disabledAt: tuesday,
      });
      await store.changeUser(anna.userId, { disabledAt: null });
      expect(await store.user(anna.userId)).toEqual({ ...anna, role: 'reader' });
      await expect(store.changeUser('nobody', {})).rejects.toMatchObject({ code: 'user_unknown' });
    });

    it('never loses the last admin who is not disabled, also by two changes at once', async () => {
      const store = await open();
      const [one, two] = [userOf('one', { role: 'admin' }), userOf('two', { role: 'admin' })];
      await store.addUser(one);
      await store.addUser(two);
      const changes = await Promise.allSettled([
        store.changeUser(one.userId, { role: 'editor' }),
        store.changeUser(two.userId, { disabledAt: tuesday }),
      ]);
      expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const left = (await store.users()).find(({ role, disabledAt }) => role === 'admin' && disabledAt === null);
      const refusal = { code: 'last_admin' };
      await expect(store.changeUser(left?.userId ?? '', { role: 'reader' })).rejects.toMatchObject(refusal);
      await expect(store.changeUser(left?.userId ?? '', { disabledAt: tuesday })).rejects.toMatchObject(refusal);
      expect(await store.changeUser(left?.userId ?? '', { role: 'admin', disabledAt: null })).toEqual(left);
    });
  });

  describe(`${name} keeps API keys`, () => {
    const anna = userOf('anna');
    const hash = sha256('secret');

    async function openWithAnna() {
      const store = await open();
      await store.addUser(anna);
      await store.addUser(userOf('ben'));
      return store;
    }

    it('gives back keys as they were given, without their hash, of one user or of all', async () => {
      const store = await openWithAnna();
      const late = keyOf('a', anna.userId, { createdAt: tuesday, expiresAt: '9999-12-31T23:59:59Z', label: '', scopes: [] });
      const early = keyOf('b', anna.userId, { revokedAt: tuesday, lastUsedAt: monday });
      const other = keyOf('c', 'id of ben');
      for (const key of [late, other, early]) {
        await store.addKey(key, hash);
      }
      expect(await store.keys(anna.userId)).toEqual([early, late]);
      expect(await store.keys()).toEqual([early, other, late]);
      expect(await store.keys('nobody')).toEqual([]);
    });

    it('finds a key with its user and its hash, and nothing else by half an id', async () => {
      const store = await openWithAnna();
      await store.addKey(keyOf('0123', anna.userId), hash);
      expect(await store.findKey('0123')).toEqual({ key: keyOf('0123', anna.userId), user: anna, secretHash: hash });
      expect(await store.findKey('012')).toBeNull();
      expect(await store.findKey('')).toBeNull();
      await store.changeUser(anna.userId, { disabledAt: tuesday });
      expect((await store.findKey('0123'))?.user.disabledAt).toBe(tuesday);
    });

    it('takes no key of a user who does not exist, and no id twice', async () => {
      const store = await openWithAnna();
      await expect(store.addKey(keyOf('a', 'nobody'), hash)).rejects.toThrow();
      await store.addKey(keyOf('a', anna.userId), hash);
      await expect(store.addKey(keyOf('a', 'id of ben'), sha256('other'))).rejects.toThrow();
      expect(await store.findKey('a')).toMatchObject({ user: anna, secretHash: hash });
    });

    it('revokes a key once, and no other', async () => {
      const store = await openWithAnna();
      await store.addKey(keyOf('a', anna.userId), hash);
      await store.addKey(keyOf('b', anna.userId), hash);
      const revoked = keyOf('a', anna.userId, { revokedAt: monday });
      expect(await store.revokeKey('a', monday)).toEqual(revoked);
      expect(await store.revokeKey('a', tuesday)).toEqual(revoked);
      expect(await store.keys()).toEqual([revoked, keyOf('b', anna.userId)]);
      await expect(store.revokeKey('nothing', monday)).rejects.toMatchObject({ code: 'key_unknown' });
    });

    it('moves the last use only where it is old enough', async () => {
      const store = await openWithAnna();
      await store.addKey(keyOf('a', anna.userId), hash);
      await store.addKey(keyOf('b', anna.userId), hash);
      const lastUse = async () => (await store.findKey('a'))?.key.lastUsedAt;
      await store.recordKeyUse('a', monday, '2024-05-06T09:59:00Z');
      expect(await lastUse()).toBe(monday);
      await store.recordKeyUse('a', '2024-05-06T10:00:59Z', '2024-05-06T09:59:59Z');
      expect(await lastUse()).toBe(monday);
      await store.recordKeyUse('a', '2024-05-06T10:01:00Z', monday);
      expect(await lastUse()).toBe('2024-05-06T10:01:00Z');
      expect((await store.findKey('b'))?.key.lastUsedAt).toBeNull();
    });
  });
}
