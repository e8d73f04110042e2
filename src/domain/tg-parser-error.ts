import type { ErrorCode } from './error-code.ts';

export interface TgParserErrorDetails {
  /** What to do next, as a whole sentence for the person who reads it. */
  hint?: string | undefined;
  /** Whether the same call may succeed later without any change. Default false. */
  retryable?: boolean | undefined;
  /** How long to wait at least before the next attempt, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** What the message says, for programs: plain data with keys in snake_case, printed with the error by `--json`. Never a secret. */
  details?: Readonly<Record<string, unknown>> | undefined;
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
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    { hint, retryable = false, retryAfterMs, details, cause }: TgParserErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TgParserError';
    this.code = code;
    this.hint = hint;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
    this.details = details;
  }
}
