import type { ModelCallStore, UsageSummary } from '../ports/model-call-store.ts';
import type { Application } from './application.ts';

/** What calls to models took, by provider, model and step. */
export interface Spending {
  /** Of the calendar month (UTC) that is running: `2026-11`. */
  month: string;
  thisMonth: UsageSummary[];
  inAll: UsageSummary[];
  /** What all steps together may spend in a month; null for no limit. */
  budgetUsd: number | null;
  /** What calls under way have set aside is not left. Null for no limit. */
  budgetLeftUsd: number | null;
}

/** @param budgetUsd for all steps together in a calendar month; null for no limit */
export async function readSpending(
  { modelCallStore, clock }: Pick<Application, 'clock'> & { modelCallStore: Pick<ModelCallStore, 'usage' | 'spentUsd'> },
  budgetUsd: number | null,
): Promise<Spending> {
  const now = clock.now();
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const left = async (usd: number) =>
    Math.max(0, usd - (await modelCallStore.spentUsd({ kind: 'month', step: null, at: now, usd })));
  return {
    month: since.toISOString().slice(0, 7),
    thisMonth: await modelCallStore.usage({ since }),
    inAll: await modelCallStore.usage({}),
    budgetUsd,
    budgetLeftUsd: budgetUsd === null ? null : await left(budgetUsd),
  };
}
