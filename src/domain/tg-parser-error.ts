import type { ErrorCode } from './error-code.ts';

export interface TgParserErrorDetails {
  /** What to do next, as a whole sentence for the person who reads it. */
  hint?: string | undefined;
  /** Whether the same call may succeed later without any change. Default false. */
  retryable?: boolean | undefined;
  /** How long to wait at least before the next attempt, in milliseconds. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/**
 * The one error family. Adapters and parsers classify a failure once, by its code; everybody else only reads the fields.
 * `message` names what happened and to which message, file or setting. It never holds a secret.
 */
export class TgParserError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, { hint, retryable = false, retryAfterMs, cause }: TgParserErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TgParserError';
    this.code = code;
    this.hint = hint;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}
