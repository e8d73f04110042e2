import type { Spending } from '../pipeline/read-spending.ts';
import type { UsageSummary } from '../ports/model-call-store.ts';
import { formatDollars } from './format-dollars.ts';

/** Lines for a person about what models cost; none when no model was ever called. */
export function describeSpending({ month, thisMonth, inAll, budgetUsd, budgetLeftUsd }: Spending): string[] {
  if (inAll.length === 0) {
    return [];
  }
  const budget =
    budgetUsd === null ? [] : [`  of ${formatDollars(budgetUsd)} a month, ${formatDollars(budgetLeftUsd ?? 0)} are left`];
  return [
    `Language models in ${month}:`,
    ...(thisMonth.length === 0 ? ['  no calls'] : thisMonth.map(describeUsage)),
    ...budget,
    'Language models in all:',
    ...inAll.map(describeUsage),
  ];
}

function describeUsage(usage: UsageSummary): string {
  const { provider, model, step, calls, failedCalls, inputTokens, outputTokens, costUsd, unpricedCalls } = usage;
  const failed = failedCalls === 0 ? '' : `, ${count(failedCalls)} of them failed`;
  const unpriced = unpricedCalls === 0 ? '' : `, and ${count(unpricedCalls)} calls whose price is not known`;
  return (
    `  ${provider}:${model}, ${step}: ${count(calls)} calls${failed}; ${count(inputTokens)} tokens in, ${count(outputTokens)} out, ` +
    `${formatDollars(costUsd)}${unpriced}`
  );
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
