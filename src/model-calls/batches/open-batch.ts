import type { ModelBatch } from '../../ports/model-batch-store.ts';

/** A batch that the provider works on. */
export interface OpenBatch extends ModelBatch {
  batchId: string;
  /** Of the questions in it: nobody asks them elsewhere meanwhile. */
  keys: ReadonlySet<string>;
  /** Requests that are answered, as far as the provider says. */
  completed: number;
  /** Since when it could not be looked at, in milliseconds; null while it can. */
  failingSince: number | null;
}

export function openBatch(batch: ModelBatch, batchId: string, keys: Iterable<string>): OpenBatch {
  return { ...batch, batchId, state: 'running', keys: new Set(keys), completed: 0, failingSince: null };
}
