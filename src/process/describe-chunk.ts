import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LanguageModel } from '../ports/language-model.ts';
import { type DescribedUnit, describeUnits } from './describe-units.ts';
import type { PreparedUnit } from './prepare-unit.ts';

/** Several short messages share a call. */
const unitsPerCall = 20;

export interface DescribedChunk {
  described: DescribedUnit[];
  /** Why the rest of the units was not asked about: an error that ends the run, else null. */
  stoppedBy: unknown;
}

/**
 * Asks the model about the units of a chunk, `concurrency` calls at a time. What was answered is handed back also when an
 * error ends the run, so that nothing is paid for twice; an abort lets the calls under way finish and begins no more.
 */
export async function describeChunk(
  model: LanguageModel,
  units: PreparedUnit[],
  { concurrency, signal }: { concurrency: number; signal?: AbortSignal | undefined },
): Promise<DescribedChunk> {
  const described: DescribedUnit[] = [];
  let stoppedBy: unknown = null;
  let next = 0;
  const work = async () => {
    while (next < units.length && stoppedBy === null && !signal?.aborted) {
      const batch = units.slice(next, next + unitsPerCall);
      next += unitsPerCall;
      try {
        described.push(...(await describeUnits(model, batch)));
      } catch (error) {
        stoppedBy = error;
      }
      // An engine without a network answers at once: signals get their turn here.
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { described, stoppedBy };
}
