import { type ModelLimitState, type ModelLimitStore, noLimits } from '../../ports/model-limit-store.ts';

/** What the port promises, in memory: layers of several processes share one. */
export function memoryLimitStore(): ModelLimitStore {
  const states = new Map<string, ModelLimitState>();
  return {
    read: async (key) => states.get(key) ?? noLimits,
    async update(key, change) {
      const { state, result } = change(states.get(key) ?? noLimits);
      states.set(key, state);
      return result;
    },
    list: async () => [...states].map(([key, state]) => ({ key, state })),
  };
}
