import { describe, expect, it } from 'vitest';
import type { RequestCountStore } from '../../src/ports/request-count-store.ts';

/** What every RequestCountStore must do. @param open gives an empty store for one test */
export function testRequestCountStore(name: string, open: () => Promise<RequestCountStore>): void {
  describe(`${name} counts requests`, () => {
    it('adds up what several count at once, and begins anew with each window', async () => {
      const store = await open();
      const of = (key: string, windowStart: number, requests: number) => ({ key, windowStart, requests });
      await Promise.all(
        Array.from({ length: 5 }, () => store.add([of('b', 1_700_000_000_000, 2), of('a', 1_700_000_000_000, 1)])),
      );
      expect(await store.add([of('a', 1_700_000_000_000, 1)])).toEqual(new Map([['a', 6]]));
      expect(await store.add([of('b', 1_700_000_060_000, 3)])).toEqual(new Map([['b', 3]]));
      // An instance whose clock is behind does not take the count back.
      expect(await store.add([of('b', 1_700_000_000_000, 9)])).toEqual(new Map([['b', 3]]));
      await store.forget(1_700_000_060_000);
      expect(await store.add([of('a', 1_700_000_000_000, 1), of('b', 1_700_000_060_000, 1)])).toEqual(
        new Map([
          ['a', 1],
          ['b', 4],
        ]),
      );
      expect(await store.add([])).toEqual(new Map());
    });
  });
}
