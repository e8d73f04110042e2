import type { Instant } from '../domain/instant.ts';

/** What a person who changes topics says besides what to change. */
export interface Decision {
  at: Instant;
  /** Goes into the history of each topic; without it the history says what was done. */
  reason?: string | undefined;
}
