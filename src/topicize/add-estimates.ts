import type { CallEstimate } from '../ports/language-model.ts';

/** What several tasks of one model take together; the cost is unknown as soon as one of them is. */
export function addEstimates([first, ...others]: readonly [CallEstimate, ...CallEstimate[]]): CallEstimate {
  return others.reduce(
    (sum, { items, cachedItems, calls, inputTokens, outputTokens, costUsd }) => ({
      items: sum.items + items,
      cachedItems: sum.cachedItems + cachedItems,
      calls: sum.calls + calls,
      inputTokens: sum.inputTokens + inputTokens,
      outputTokens: sum.outputTokens + outputTokens,
      costUsd: sum.costUsd === null || costUsd === null ? null : sum.costUsd + costUsd,
    }),
    first,
  );
}
