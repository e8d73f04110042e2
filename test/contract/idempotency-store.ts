import { describe, expect, it } from 'vitest';
import type { IdempotencyStore } from '../../src/ports/idempotency-store.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 0, 1, 12);
const request = { userId: 'u1', key: 'k', requestHash: 'a' };
const answer = { status: 201, body: '{"id":"ключ"}' };

function claiming(ms: number, keepInMs = 60 * minute) {
  return { at: new Date(noon + ms), leaseInMs: minute, keepInMs };
}

async function claimed(store: IdempotencyStore, ms = 0): Promise<string> {
  const claim = await store.claim(request, claiming(ms));
  if (claim.state !== 'claimed') {
    throw new Error(`Not claimed: ${claim.state}`);
  }
  return claim.token;
}

/** What every IdempotencyStore must do. @param open gives an empty store for one test */
export function testIdempotencyStore(name: string, open: () => Promise<IdempotencyStore>): void {
  describe(`${name} remembers requests under a key`, () => {
    it('gives one of many the claim, and each one after it the answer', async () => {
      const store = await open();
      const claims = await Promise.all(Array.from({ length: 6 }, () => store.claim(request, claiming(0))));
      const won = claims.filter(({ state }) => state === 'claimed');
      expect([won.length, claims.filter(({ state }) => state === 'under_way').length]).toEqual([1, 5]);
      await store.keep(request, (won[0] as { token: string }).token, answer);
      expect(await store.claim(request, claiming(59 * minute))).toEqual({ state: 'answered', answer });
      expect((await store.claim(request, claiming(60 * minute))).state).toBe('claimed');
    });

    it('keeps users apart, and refuses another request under the key', async () => {
      const store = await open();
      const token = await claimed(store);
      const other = { ...request, requestHash: 'b' };
      expect(await store.claim(other, claiming(0))).toEqual({ state: 'reused' });
      await store.keep(request, token, answer);
      expect(await store.claim(other, claiming(2 * minute))).toEqual({ state: 'reused' });
      expect((await store.claim({ ...other, userId: 'u2' }, claiming(0))).state).toBe('claimed');
      expect((await store.claim({ ...other, key: 'K' }, claiming(0))).state).toBe('claimed');
    });

    it('frees a claim that was given back, and one whose holder is dead, whose late answer counts for nothing', async () => {
      const store = await open();
      await store.release(request, await claimed(store));
      const dead = await claimed(store, 1_000);
      expect(await store.claim(request, claiming(minute))).toEqual({ state: 'under_way' });
      const heir = await claimed(store, minute + 1_000);
      await store.keep(request, dead, { status: 200, body: 'late' });
      await store.release(request, dead);
      expect(await store.claim(request, claiming(minute + 2_000))).toEqual({ state: 'under_way' });
      await store.keep(request, heir, answer);
      expect(await store.claim(request, claiming(3 * minute))).toEqual({ state: 'answered', answer });
    });

    it('forgets what is old', async () => {
      const store = await open();
      await store.keep(request, await claimed(store), answer);
      await store.claim({ ...request, key: 'young' }, claiming(minute));
      expect(await store.forget(new Date(noon + 1))).toBe(1);
      expect((await store.claim(request, claiming(minute))).state).toBe('claimed');
      expect(await store.claim({ ...request, key: 'young' }, claiming(minute))).toEqual({ state: 'under_way' });
    });
  });
}
