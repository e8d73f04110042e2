import type { ModelCallStore, UsageSummary } from '../../ports/model-call-store.ts';

/** The part of the port that keeps answers, in memory: for what is about calls and not about the store. */
export interface MemoryAnswers extends Pick<ModelCallStore, 'findAnswers' | 'saveAnswers' | 'usage'> {
  /** The bill of earlier calls. */
  bills: UsageSummary[];
  kept: Map<string, unknown>;
  /** How often answers were looked up. */
  lookUps: number;
}

export function memoryAnswers(): MemoryAnswers {
  const store: MemoryAnswers = {
    kept: new Map(),
    lookUps: 0,
    bills: [],
    usage: async () => store.bills,
    async findAnswers(keys) {
      store.lookUps += 1;
      return new Map(keys.flatMap((key) => (store.kept.has(key) ? [[key, store.kept.get(key)] as const] : [])));
    },
    async saveAnswers(answers) {
      for (const { key, answer } of answers) {
        store.kept.set(key, JSON.parse(JSON.stringify(answer)));
      }
    },
  };
  return store;
}
