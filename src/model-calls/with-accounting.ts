import { costOf } from '../domain/model-price.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delay } from '../ports/delay.ts';
import type { BudgetLimit, ModelCall, ModelCallResult, ModelCallStore } from '../ports/model-call-store.ts';
import { createBudgetRoom } from './budget-room.ts';
import { callOutcome } from './call-outcome.ts';
import { mostCostOf } from './most-cost-of.ts';
import { withComplete } from './with-complete.ts';

export interface AccountingDependencies {
  callStore: Pick<ModelCallStore, 'reserve' | 'record'>;
  clock: Clock;
  delay: Delay;
  /** Makes the id of a call. */
  newId: () => string;
  /** What limits a call at a time; none costs no reservation. */
  limits: (request: Pick<CallRequest, 'purpose' | 'budgetUsd'>, at: Date) => readonly BudgetLimit[];
}

/** Errors after which the provider may have worked for nothing, and bill it. */
const mayBeBilled: ReadonlySet<string> = new Set(['interrupted', 'model_timeout', 'model_unreachable']);

/**
 * Puts every attempt on the bill, and lets none begin that could exceed a budget: what it can cost at most is set aside before, and
 * replaced by what it did cost after. Stands closest to the provider, so that an attempt is a call.
 *
 * Under a budget, a call that may be billed although nobody said for how much counts with the most that it can cost.
 *
 * @returns a model that also throws `budget_reached`, `setting_invalid` when there is a budget and the price is unknown, and `storage_*`
 */
export function withAccounting<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  { callStore, clock, delay, newId, limits }: AccountingDependencies,
): CallableModel<Request, Answer> {
  const room = createBudgetRoom({ callStore, delay });

  return withComplete(model, async (request) => {
    const call = toCall(model, request, { callId: newId(), startedAt: clock.now() });
    const applying = limits(request, call.startedAt);
    const mostUsd = applying.length === 0 ? null : mostCostOf(model, request);
    if (!mostUsd) {
      return await attempt(request, call, mostUsd);
    }
    const release = await room.take(call, mostUsd, { limits: applying, signal: request.signal });
    try {
      return await attempt(request, call, mostUsd);
    } finally {
      release();
    }
  });

  /** @param mostUsd null without a budget */
  async function attempt(request: Request, call: ModelCall, mostUsd: number | null): Promise<Answer> {
    // The wait for room is no time of the provider's.
    const begunAt = clock.now().getTime();
    let answer: Answer;
    try {
      answer = await model.complete(request);
    } catch (error) {
      const outcome = error instanceof TgParserError ? error.code : 'internal';
      await record({ outcome, usage: null, costUsd: mayBeBilled.has(outcome) ? mostUsd : null });
      throw error;
    }
    const { usage } = answer;
    const { price } = model.facts;
    await record({ outcome: callOutcome(answer), usage, costUsd: usage && price ? costOf(usage, price) : mostUsd });
    return answer;

    async function record(result: Omit<ModelCallResult, 'durationMs'>): Promise<void> {
      await callStore.record(call, { ...result, durationMs: clock.now().getTime() - begunAt });
    }
  }
}

function toCall(
  { provider, model }: { provider: string; model: string },
  { purpose }: CallRequest,
  { callId, startedAt }: { callId: string; startedAt: Date },
): ModelCall {
  return { callId, ...purpose, provider, model, via: 'direct', startedAt };
}
