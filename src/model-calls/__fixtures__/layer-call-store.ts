import type { BudgetLimit, ModelCall, ModelCallResult, ModelCallStore } from '../../ports/model-call-store.ts';

/** The part of the port that accounting uses, in memory. */
export interface MemoryCallStore extends Pick<ModelCallStore, 'reserve' | 'record' | 'spentUsd'> {
  recorded: { call: ModelCall; result: ModelCallResult }[];
  /** How often room was asked for. */
  reservations: number;
  /** The most that was ever spent and set aside at once. */
  mostUsd: number;
}

export function memoryCallStore(): MemoryCallStore {
  const setAside = new Map<string, { call: ModelCall; usd: number }>();
  const store: MemoryCallStore = {
    recorded: [],
    reservations: 0,
    mostUsd: 0,
    spentUsd: async (limit) => total(limit),
    async reserve(call, mostUsd, limits) {
      store.reservations += 1;
      for (const limit of limits) {
        if (total(limit) + mostUsd > limit.usd) {
          return { limit, spentUsd: total(limit) };
        }
      }
      setAside.set(call.callId, { call, usd: mostUsd });
      store.mostUsd = Math.max(store.mostUsd, ...limits.map(total));
      return null;
    },
    async record(call, result) {
      setAside.delete(call.callId);
      store.recorded.push({ call, result });
    },
  };
  return store;

  function total(limit: BudgetLimit): number {
    const costs = [
      ...store.recorded.map(({ call, result }) => ({ call, usd: result.costUsd ?? 0 })),
      ...setAside.values(),
    ];
    return costs.filter(({ call }) => counts(limit, call)).reduce((sum, { usd }) => sum + usd, 0);
  }
}

function counts(limit: BudgetLimit, { runId, step, startedAt }: ModelCall): boolean {
  if (limit.kind === 'run') {
    return limit.runId === runId;
  }
  const isSameMonth = limit.at.toISOString().slice(0, 7) === startedAt.toISOString().slice(0, 7);
  return isSameMonth && (limit.step === null || limit.step === step);
}
