import type { ErrorCode } from '../domain/error-code.ts';
import type { LogFields } from '../domain/log-field.ts';

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

export function toLogFields({ provider, model, code, waitInMs }: ModelWait): LogFields {
  return { provider, model, code, wait_ms: waitInMs };
}
