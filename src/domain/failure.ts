import type { Instant } from './instant.ts';

/** A message that a step could not finish, with enough to decide what to do. */
export interface Failure {
  sourceRef: string;
  step: 'process';
  /** An error code of the product. */
  failureClass: string;
  message: string;
  attempts: number;
  failedAt: Instant;
  /** When a run may try again by itself; null: only when somebody asks for it. */
  nextAttemptAt: Instant | null;
}
