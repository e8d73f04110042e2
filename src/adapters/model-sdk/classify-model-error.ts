import { APICallError } from '@ai-sdk/provider';
import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { CallTimedOut } from './call-timed-out.ts';
import { quoteProvider } from './quote-provider.ts';
import type { Headers } from './read-limits.ts';
import { readRetryAfter } from './read-retry-after.ts';

/** Who failed, in the words of its settings. */
export interface FailedProvider {
  provider: 'openai' | 'anthropic' | 'gemini' | 'ollama';
  model: string;
  baseUrl: string;
  /** Removed from whatever is quoted. */
  apiKey: string | null;
}

/** An error answer of a provider, as far as we look at it. */
export interface ProviderFailure {
  status: number;
  headers: Headers;
  body: unknown;
}

/**
 * Makes one of our errors of what a call ended with, once: by status and by the provider's own code, never by words in its message. No
 * header, address with parameters or request gets into it.
 *
 * @param signal of the request: an abort by it is no failure
 */
export function classifyModelError(
  error: unknown,
  failed: FailedProvider,
  { signal, now }: { signal: AbortSignal | undefined; now: number },
): TgParserError {
  if (error instanceof TgParserError) {
    return error;
  }
  if (signal?.aborted) {
    return new TgParserError('interrupted', `A call to ${nameOf(failed)} was interrupted`, {
      hint: 'Give the same command again: it goes on from there.',
    });
  }
  const timedOut = findCause(error, (cause) => cause instanceof CallTimedOut);
  if (timedOut instanceof CallTimedOut) {
    return new TgParserError('model_timeout', `${nameOf(failed)}: ${timedOut.message}`, {
      hint:
        timedOut.kind === 'total'
          ? 'LLM_TIMEOUT sets how long a call may take.'
          : 'LLM_GAP_TIMEOUT sets how long an answer may pause.',
      retryable: true,
    });
  }
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    return classifyFailure(
      { status: error.statusCode, headers: error.responseHeaders ?? {}, body: parse(error.responseBody) },
      failed,
      now,
    );
  }
  return unreachable(error, failed);
}

/** @param now milliseconds since 1970 */
export function classifyFailure(
  { status, headers, body }: ProviderFailure,
  failed: FailedProvider,
  now: number,
): TgParserError {
  const code = codeOf(status, body, failed);
  const retryAfterMs = readRetryAfter(headers, body, now) ?? undefined;
  const { hint, retryable = false } = meanings[code](failed);
  const quoted = quoteProvider(messageOf(body), failed.apiKey);
  return new TgParserError(code, `${nameOf(failed)} answered ${status}${quoted === '' ? '' : `: ${quoted}`}`, {
    hint,
    retryable,
    retryAfterMs,
  });
}

/** What an error answer can mean. */
type AnsweredCode = Extract<
  ErrorCode,
  | 'model_unauthorized'
  | 'model_unknown'
  | 'model_billing'
  | 'model_quota'
  | 'model_request_invalid'
  | 'model_rate_limited'
  | 'model_overloaded'
  | 'model_timeout'
>;
interface Meaning {
  hint: string;
  retryable?: boolean;
}

const keyNames = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  gemini: 'GEMINI_API_KEY',
  ollama: 'OLLAMA_BASE_URL',
};

const later: Meaning = { hint: 'The same command goes on from there.', retryable: true };
const meanings: Record<AnsweredCode, (failed: FailedProvider) => Meaning> = {
  model_unauthorized: ({ provider }) => ({
    hint: `Look at ${keyNames[provider]}: is the key whole, and may it use this model?`,
  }),
  model_unknown: ({ provider, baseUrl }) => ({
    hint:
      provider === 'ollama'
        ? 'Fetch the model with "ollama pull", or name another one with LLM_MODEL.'
        : `Look at LLM_MODEL and at the address ${baseUrl}, which needs no path of a version.`,
  }),
  model_billing: ({ provider }) => ({
    hint: `Look at the credit of the account that ${keyNames[provider]} belongs to; the same command goes on.`,
  }),
  model_quota: ({ provider }) => ({
    hint: `Look at the quota of the account that ${keyNames[provider]} belongs to; the same command goes on.`,
  }),
  model_request_invalid: () => ({ hint: 'See docs/models.md; another LLM_MODEL may take it.' }),
  model_rate_limited: () => later,
  model_overloaded: () => later,
  model_timeout: () => later,
};

function codeOf(status: number, body: unknown, { provider }: FailedProvider): AnsweredCode {
  const { error } = (body ?? {}) as {
    error?: { type?: unknown; code?: unknown; status?: unknown; message?: unknown; details?: unknown };
  };
  const kind = String(error?.code ?? error?.type ?? '');
  if (status === 429) {
    return quotaCode(kind, error, provider);
  }
  const ofAccount = accountCode(status, error, provider);
  if (ofAccount !== null) {
    return ofAccount;
  }
  if (kind === 'billing_hard_limit_reached' || kind === 'billing_not_active' || status === 402) {
    return 'model_billing';
  }
  if (status === 401 || status === 403 || isInvalidKey(error)) {
    return 'model_unauthorized';
  }
  if (status === 404) {
    return 'model_unknown';
  }
  if (status === 408 || status === 504) {
    return 'model_timeout';
  }
  if (status === 409 || status === 425 || status >= 500) {
    return 'model_overloaded';
  }
  return 'model_request_invalid';
}

/**
 * OpenAI says `insufficient_quota` (https://platform.openai.com/docs/guides/error-codes); Google names the quota in `QuotaFailure`, and those
 * of a day are no rates.
 */
function quotaCode(kind: string, error: { details?: unknown } | undefined, provider: FailedProvider['provider']): AnsweredCode {
  if (kind === 'billing_hard_limit_reached' || kind === 'billing_not_active') {
    return 'model_billing';
  }
  if (kind === 'insufficient_quota') {
    return 'model_quota';
  }
  return provider === 'gemini' && JSON.stringify(error?.details ?? '').includes('PerDay')
    ? 'model_quota'
    : 'model_rate_limited';
}

/**
 * Anthropic has no codes for a spend limit and for missing credit: both are requests that are invalid, and say so in one sentence only
 * (https://docs.anthropic.com/en/api/errors). Google answers FAILED_PRECONDITION where billing must be enabled first
 * (https://ai.google.dev/gemini-api/docs/troubleshooting).
 */
function accountCode(
  status: number,
  error: { type?: unknown; status?: unknown; message?: unknown } | undefined,
  provider: FailedProvider['provider'],
): AnsweredCode | null {
  if (provider === 'gemini') {
    return status === 400 && error?.status === 'FAILED_PRECONDITION' ? 'model_billing' : null;
  }
  if (provider !== 'anthropic' || status !== 400) {
    return error?.type === 'billing_error' ? 'model_billing' : null;
  }
  const message = String(error?.message);
  if (message.startsWith('Your credit balance is too low')) {
    return 'model_billing';
  }
  return message.startsWith('You have reached your specified API usage limits') ? 'model_quota' : null;
}

/** Google answers 400 to a wrong key. */
function isInvalidKey(error: { details?: unknown } | undefined): boolean {
  return (
    Array.isArray(error?.details) &&
    (error.details as { reason?: unknown }[]).some((detail) => detail?.reason === 'API_KEY_INVALID')
  );
}

function unreachable(error: unknown, failed: FailedProvider): TgParserError {
  const cause = findCause(error, (one) => typeof (one as { code?: unknown }).code === 'string');
  const reason = cause === null ? 'the answer was cut off or is none' : String((cause as { code?: unknown }).code);
  return new TgParserError('model_unreachable', `${nameOf(failed)} at ${failed.baseUrl} cannot be reached (${reason})`, {
    hint:
      failed.provider === 'ollama'
        ? 'Does Ollama run ("ollama serve")? OLLAMA_BASE_URL names its address.'
        : 'Look at the network and, if it is set, at LLM_BASE_URL.',
    retryable: true,
  });
}

function nameOf({ provider, model }: FailedProvider): string {
  return `${provider}:${model}`;
}

function messageOf(body: unknown): string {
  const { error } = (body ?? {}) as { error?: unknown };
  const message = typeof error === 'string' ? error : (error as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : '';
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

/** Causes are a chain, and for several addresses of a host a list. */
function findCause(error: unknown, isSought: (cause: object) => boolean, depth = 0): object | null {
  if (typeof error !== 'object' || error === null || depth > 8) {
    return null;
  }
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const causes = [cause, ...(Array.isArray(errors) ? errors : [])];
  return isSought(error)
    ? error
    : causes.reduce<object | null>((found, one) => found ?? findCause(one, isSought, depth + 1), null);
}
