import type { SeededFaults } from './fault.ts';
import type { ModelProviderOptions } from './model-provider-options.ts';

/** How a fake in another process behaves: what can be written as JSON. */
export interface ServedOptions extends Omit<ModelProviderOptions, 'latencyMs' | 'faults' | 'respond'> {
  latencyMs?: number | undefined;
  faults?: SeededFaults | null | undefined;
  /** Path or URL of a module that exports `respond`; null for the default responder. */
  responder?: string | null | undefined;
}
