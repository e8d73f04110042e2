import type { StepName } from '../../domain/run.ts';
import type { ModelCallStore } from '../../ports/model-call-store.ts';
import type { RunStore } from '../../ports/run-store.ts';
import type { MetricSet } from './metric-set.ts';

/** Fields of reports that count messages, by step, and what became of those. */
const messageCounts: Partial<Record<StepName, Record<string, string>>> = {
  ingest: { added: 'added', changed: 'changed', duplicates: 'known', damaged: 'damaged' },
  process: { processed_total: 'processed', skipped_total: 'skipped', failed_total: 'failed' },
  topicize: { covered_items_total: 'in_topics', outside_topics_total: 'outside' },
};

/** A store of runs that counts how they end. */
export function observeRuns(runStore: RunStore, metrics: MetricSet): RunStore {
  const begun = new Map<string, { step: StepName; at: number }>();
  return {
    ...runStore,
    async start(run) {
      begun.set(run.runId, { step: run.step, at: performance.now() });
      await runStore.start(run);
    },
    async finish(runId, result) {
      await runStore.finish(runId, result);
      const run = begun.get(runId);
      begun.delete(runId);
      if (run) {
        const { step, at } = run;
        metrics.count('tg_parser_runs_ended_total', { step, outcome: result.outcome });
        metrics.observe('tg_parser_run_duration_seconds', { step }, (performance.now() - at) / 1_000);
        for (const [field, outcome] of Object.entries(messageCounts[step] ?? {})) {
          metrics.count('tg_parser_messages_total', { stage: step, outcome }, Number(result.report[field] ?? 0));
        }
      }
    },
  };
}

/** A store of calls to models that counts what they took. */
export function observeModelCalls(modelCallStore: ModelCallStore, metrics: MetricSet): ModelCallStore {
  return {
    ...modelCallStore,
    async record(call, result) {
      await modelCallStore.record(call, result);
      const { provider, model, step } = call;
      const { outcome, usage, costUsd, durationMs } = result;
      metrics.count('tg_parser_model_calls_total', { provider, model, step, outcome });
      metrics.observe('tg_parser_model_call_duration_seconds', { provider, model }, durationMs / 1_000);
      const tokens = {
        input: usage?.inputTokens,
        cached: usage?.cachedInputTokens,
        output: usage?.outputTokens,
        reasoning: usage?.reasoningTokens,
      };
      for (const [kind, count] of Object.entries(tokens)) {
        metrics.count('tg_parser_model_tokens_total', { provider, model, kind }, count ?? 0);
      }
      metrics.count('tg_parser_model_cost_usd_total', { provider, model, step }, costUsd ?? 0);
    },
  };
}
