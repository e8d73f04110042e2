import { sql, type Transaction } from 'kysely';
import type { BudgetLimit, ModelCall } from '../../../ports/model-call-store.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';

/** Totals to which a call counts. */
export function scopesOf({ runId, step, startedAt }: Pick<ModelCall, 'runId' | 'step' | 'startedAt'>): string[] {
  const month = monthOf(startedAt);
  return [`run:${runId}`, month, `${month}:${step}`];
}

/** The total that a limit is about. */
export function scopeOfLimit(limit: BudgetLimit): string {
  if (limit.kind === 'run') {
    return `run:${limit.runId}`;
  }
  return limit.step === null ? monthOf(limit.at) : `${monthOf(limit.at)}:${limit.step}`;
}

/** Adds to the totals of a call; both amounts in nanodollars, and may be negative. */
export async function addToSpending(
  transaction: Transaction<ProcessingSchema>,
  call: Pick<ModelCall, 'runId' | 'step' | 'startedAt'>,
  { spent, reserved }: { spent: number; reserved: number },
): Promise<void> {
  if (spent === 0 && reserved === 0) {
    return;
  }
  await transaction
    .insertInto('model_spending')
    .values(scopesOf(call).map((scope) => ({ scope, spent_nanodollars: spent, reserved_nanodollars: reserved })))
    .onConflict((conflict) =>
      conflict.column('scope').doUpdateSet({
        spent_nanodollars: sql<number>`model_spending.spent_nanodollars + excluded.spent_nanodollars`,
        reserved_nanodollars: sql<number>`model_spending.reserved_nanodollars + excluded.reserved_nanodollars`,
      }),
    )
    .execute();
}

function monthOf(at: Date): string {
  return `month:${at.toISOString().slice(0, 7)}`;
}
