import type { StepName } from '../domain/run.ts';
import type { CallRequest } from '../ports/callable-model.ts';
import type { BudgetLimit } from '../ports/model-call-store.ts';

export interface MonthlyBudgets {
  step: StepName;
  /** US dollars of all steps in a calendar month; null for no limit. */
  all: number | null;
  /** Of this step. */
  ofStep: number | null;
}

/** What limits a call: the budget of its run, and those of the month in which it is made. */
export function budgetLimits(
  { purpose: { runId }, budgetUsd }: Pick<CallRequest, 'purpose' | 'budgetUsd'>,
  at: Date,
  { step, all, ofStep }: MonthlyBudgets,
): BudgetLimit[] {
  return [
    ...(budgetUsd == null ? [] : [{ kind: 'run' as const, runId, usd: budgetUsd }]),
    ...(all === null ? [] : [{ kind: 'month' as const, step: null, at, usd: all }]),
    ...(ofStep === null ? [] : [{ kind: 'month' as const, step, at, usd: ofStep }]),
  ];
}
