import type { Logger } from '../../ports/logger.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { ModelCallStore } from '../../ports/model-call-store.ts';
import type { RunStore } from '../../ports/run-store.ts';
import { collectState, type StateDependencies } from './collect-state.ts';
import { createMetricSet } from './metric-set.ts';
import { observeLog } from './observe-log.ts';
import { observeModelCalls, observeRuns } from './observe-stores.ts';

export interface OpenedMetrics {
  observeLog(log: Logger): Logger;
  observeStores<Stores extends { runStore: RunStore; modelCallStore: ModelCallStore }>(stores: Stores): Stores;
  /** What is true now is read when somebody asks. */
  expose(state: StateDependencies): Metrics;
}

/** The numbers of one application. They are taken from what is said and stored anyway, so no step knows of them. */
export function openMetrics(): OpenedMetrics {
  const metrics = createMetricSet();
  return {
    observeLog: (log) => observeLog(log, metrics),
    observeStores: (stores) => ({
      ...stores,
      runStore: observeRuns(stores.runStore, metrics),
      modelCallStore: observeModelCalls(stores.modelCallStore, metrics),
    }),
    expose: (state) => ({
      contentType: metrics.registry.contentType,
      async text() {
        await collectState(state, metrics);
        return metrics.registry.metrics();
      },
    }),
  };
}
