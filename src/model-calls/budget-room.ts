import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Delay } from '../ports/delay.ts';
import type { BudgetLimit, ModelCall, ModelCallStore } from '../ports/model-call-store.ts';
import { callInterrupted } from './call-interrupted.ts';
import { waitUnlessAborted } from './wait-unless-aborted.ts';

export interface BudgetRoom {
  /**
   * Sets the most that a call can cost aside.
   *
   * @returns what to do once the cost is recorded
   * @throws TgParserError `budget_reached` when there is no room and none is to come, `interrupted`
   */
  take(
    call: ModelCall,
    mostUsd: number,
    options: { limits: readonly BudgetLimit[]; signal?: AbortSignal | undefined },
  ): Promise<() => void>;
}

/** Calls of other processes that give room back are waited for so long: about as long as a call takes. */
const looks = 5;
const lookAgainInMs = 1000;

/**
 * Calls under way hold more than they will cost. So a budget is not at its end while any of them may give something back: one call at
 * a time looks for room, the others wait behind it, and it looks again whenever a call has ended.
 */
export function createBudgetRoom({
  callStore,
  delay,
}: {
  callStore: Pick<ModelCallStore, 'reserve'>;
  delay: Delay;
}): BudgetRoom {
  let turn: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  let ended = 0;
  let tellEnded: (() => void)[] = [];
  /** Nothing fitted the last time: other processes were waited for once, which is enough. */
  let isExhausted = false;

  return {
    async take(call, mostUsd, { limits, signal }) {
      const giveTurn = await takeTurn(signal);
      try {
        await findRoom(call, mostUsd, { limits, signal });
      } finally {
        giveTurn();
      }
      underWay += 1;
      return release;
    },
  };

  function release(): void {
    underWay -= 1;
    ended += 1;
    const told = tellEnded;
    tellEnded = [];
    for (const tell of told) {
      tell();
    }
  }

  async function takeTurn(signal: AbortSignal | undefined): Promise<() => void> {
    const before = turn;
    let giveTurn = () => {};
    const mine = new Promise<void>((resolve) => {
      giveTurn = resolve;
    });
    turn = before.then(() => mine);
    try {
      await waitUnlessAborted(before, signal);
    } catch (error) {
      giveTurn();
      throw error;
    }
    return giveTurn;
  }

  async function findRoom(
    call: ModelCall,
    mostUsd: number,
    { limits, signal }: { limits: readonly BudgetLimit[]; signal: AbortSignal | undefined },
  ): Promise<void> {
    for (let looked = 0; ; ) {
      const endedBefore = ended;
      const lacking = await callStore.reserve(call, mostUsd, limits);
      if (lacking === null) {
        isExhausted = false;
        return;
      }
      if (ended !== endedBefore) {
        continue;
      }
      if (underWay > 0) {
        await waitUnlessAborted(new Promise<void>((resolve) => tellEnded.push(resolve)), signal);
      } else if (lacking.limit.kind === 'month' && !isExhausted && looked < looks) {
        looked += 1;
        await delay(lookAgainInMs, signal);
        throwIfAborted(signal);
      } else {
        isExhausted = true;
        throw budgetReached(lacking, mostUsd);
      }
    }
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw callInterrupted();
  }
}

function budgetReached({ limit, spentUsd }: { limit: BudgetLimit; spentUsd: number }, mostUsd: number): TgParserError {
  return new TgParserError(
    'budget_reached',
    `The budget of ${toUsd(limit.usd)} for ${describeLimit(limit)} has no room for a call that can cost ${toUsd(mostUsd)}: ${toUsd(spentUsd)} are spent or set aside`,
    {
      hint:
        limit.kind === 'run'
          ? 'What was done is stored. Give the same command again, with a larger --budget if need be: it goes on from there.'
          : 'What was done is stored. Raise LLM_BUDGET_USD or wait for the next month; the same command goes on from there.',
    },
  );
}

function describeLimit(limit: BudgetLimit): string {
  if (limit.kind === 'run') {
    return 'this run';
  }
  const month = limit.at.toISOString().slice(0, 7);
  return limit.step === null ? `the month ${month}` : `"${limit.step}" in the month ${month}`;
}

/** Small amounts keep two digits that count. */
function toUsd(amount: number): string {
  return `$${amount >= 1 || amount === 0 ? amount.toFixed(2) : amount.toPrecision(2)}`;
}
