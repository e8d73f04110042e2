import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delay } from '../ports/delay.ts';
import type { Logger } from '../ports/logger.ts';
import type { ModelCallStore } from '../ports/model-call-store.ts';
import type { ModelLimitStore } from '../ports/model-limit-store.ts';
import { finishCalls } from './finish-calls.ts';
import { type AccountingDependencies, withAccounting } from './with-accounting.ts';
import { withCircuitBreaker } from './with-circuit-breaker.ts';
import { withCooldown } from './with-cooldown.ts';
import { withRateLimit } from './with-rate-limit.ts';
import { type RetryPolicy, withRetry } from './with-retry.ts';

export interface CallLayerDependencies extends Pick<AccountingDependencies, 'newId' | 'limits'> {
  stores: { modelCallStore: Pick<ModelCallStore, 'reserve' | 'record'>; modelLimitStore: ModelLimitStore };
  policy: RetryPolicy;
  clock: Clock;
  delay: Delay;
  log: Logger;
}

/**
 * All layers around a model of a provider, in their order: each attempt is on the bill, waits for its place in the rate, counts for
 * the circuit, and is made again where that helps; a cooldown keeps everything away.
 */
export function withCallLayers<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  { stores, policy, clock, delay, log, newId, limits }: CallLayerDependencies,
): CallableModel<Request, Answer> {
  const { modelCallStore: callStore, modelLimitStore: limitStore } = stores;
  const accounted = withAccounting(finishCalls(model), { callStore, clock, delay, newId, limits });
  const limited = withRateLimit(accounted, { limitStore, clock, delay, log });
  const retried = withRetry(withCircuitBreaker(limited, { clock, log }), { policy, delay, log });
  return withCooldown(retried, { limitStore, clock, log });
}
