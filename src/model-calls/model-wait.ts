import type { ErrorCode } from '../domain/error-code.ts';

/** Calls to a model wait, for a person to see. */
export interface ModelWait {
  provider: string;
  model: string;
  /** What they wait for to pass. */
  code: ErrorCode;
  waitInMs: number;
}

export type OnModelWait = (wait: ModelWait) => void;

/** Longer ones are worth a line that everybody sees. */
export const longWaitInMs = 10_000;
