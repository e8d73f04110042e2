import { describe, expect, it } from 'vitest';
import { type ModelLimitState, type ModelLimitStore, noLimits } from '../../src/ports/model-limit-store.ts';

const state: ModelLimitState = {
  requestsPerMinute: 600.5,
  tokensPerMinute: null,
  requestsUntil: 1_767_225_600_123.25,
  tokensUntil: 0,
  blockedUntil: 1_767_225_660_000,
  blockedBy: 'model_quota',
  updatedAt: 1_767_225_600_000,
};

/** What every ModelLimitStore must do. @param open gives as many views of one empty database as are asked for */
export function testModelLimitStore(name: string, open: () => Promise<() => ModelLimitStore>): void {
  describe(`${name} keeps the limits of models`, () => {
    it('knows none at first, and then what was written, fractions included', async () => {
      const store = (await open())();
      expect(await store.read('openai:a')).toEqual(noLimits);
      expect(await store.update('openai:a', (before) => ({ state, result: before }))).toEqual(noLimits);
      expect(await store.read('openai:a')).toEqual(state);
      expect(await store.read('openai:b')).toEqual(noLimits);
      await store.update('anthropic:x', () => ({ state: { ...state, blockedBy: null }, result: null }));
      expect(await store.list()).toEqual([
        { key: 'anthropic:x', state: { ...state, blockedBy: null } },
        { key: 'openai:a', state },
      ]);
    });

    it('leaves everything as it was when the change fails', async () => {
      const store = (await open())();
      const failing = store.update('openai:a', () => {
        throw new RangeError('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.list()).toEqual([]);
    });

    it('loses no change of many that come at once from several connections', async () => {
      const view = await open();
      const stores = Array.from({ length: 4 }, view);
      await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          stores[index % 4]?.update('openai:a', (before) => ({
            state: { ...before, requestsUntil: before.requestsUntil + 1 },
            result: null,
          })),
        ),
      );
      expect((await stores[0]?.read('openai:a'))?.requestsUntil).toBe(60);
    });
  });
}
