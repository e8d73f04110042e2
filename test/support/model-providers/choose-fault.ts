import { seededRandom } from '../../../src/lib/seeded-random.ts';
import type { Fault, FaultOccasion, FaultPlan, SeededFaults } from './fault.ts';

/** The fault of a request by the plan in force; null for none. Equal seeds and equal numbers of requests give equal faults. */
export function chooseFault(plan: FaultPlan | null | undefined, occasion: FaultOccasion): Fault | null {
  const chosen = typeof plan === 'function' ? plan(occasion) : plan == null ? null : seededFault(plan, occasion);
  return typeof chosen === 'string' ? { kind: chosen } : chosen;
}

function seededFault({ seed, share, kinds, retryAfterMs }: SeededFaults, { number, endpoint }: FaultOccasion): Fault | null {
  if (endpoint === 'other') {
    return null;
  }
  const random = seededRandom(seed * 1_000_003 + number);
  if (random() >= share) {
    return null;
  }
  const kind = kinds[Math.floor(random() * kinds.length)];
  return kind === undefined ? null : { kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
