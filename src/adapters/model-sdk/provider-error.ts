import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { type CallSubject, providerWording } from './provider-wording.ts';

export interface ProviderErrorDetails {
  /** 0 when there is none. */
  status: number;
  /** The provider's own words, redacted; empty for none. */
  quote: string;
  retryAfterMs?: number | undefined;
}

/** An error that a provider reported, in our words and its own. */
export function providerError(code: ErrorCode, subject: CallSubject, details: ProviderErrorDetails): TgParserError {
  const { problem, hint, retryable = false } = providerWording(code, subject);
  const { status, quote, retryAfterMs } = details;
  const from = status === 0 ? '' : ` (HTTP ${status})`;
  return new TgParserError(code, `${problem}${from}${quote === '' ? '' : `: ${quote}`}`, { hint, retryable, retryAfterMs });
}
