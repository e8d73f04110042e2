import type { ErrorCode } from '../../domain/error-code.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { parseDuration } from '../model-sdk/parse-duration.ts';
import type { FailureClass, ProviderFailure, ProviderProfile } from '../model-sdk/provider-profile.ts';
import { retryAfter } from '../model-sdk/retry-after.ts';
import { statusClass } from '../model-sdk/status-class.ts';

/** It names no limits in its headers. */
export const geminiProfile: ProviderProfile = {
  provider: 'gemini',
  title: 'Gemini',
  versionPath: '/v1beta',
  keyVariable: 'GEMINI_API_KEY',
  baseUrlVariable: 'GEMINI_BASE_URL',
  headers: {},
  keyHeaders: (key) => ({ 'x-goog-api-key': key }),
  classify: classifyGeminiFailure,
  readLimits: () => null,
};

/** `error.status`: https://ai.google.dev/gemini-api/docs/troubleshooting and https://cloud.google.com/apis/design/errors */
const classByStatus: Record<string, ErrorCode> = {
  INVALID_ARGUMENT: 'model_request_invalid',
  // No free tier in this country and no billing account.
  FAILED_PRECONDITION: 'model_billing',
  UNAUTHENTICATED: 'model_unauthorized',
  PERMISSION_DENIED: 'model_unauthorized',
  NOT_FOUND: 'model_unknown',
  RESOURCE_EXHAUSTED: 'model_rate_limited',
  CANCELLED: 'model_overloaded',
  ABORTED: 'model_overloaded',
  INTERNAL: 'model_overloaded',
  UNKNOWN: 'model_overloaded',
  UNAVAILABLE: 'model_overloaded',
  DEADLINE_EXCEEDED: 'model_overloaded',
};

/** `reason` of a `google.rpc.ErrorInfo`: https://github.com/googleapis/googleapis/blob/master/google/api/error_reason.proto */
const classByReason: Record<string, ErrorCode> = {
  API_KEY_INVALID: 'model_unauthorized',
  API_KEY_EXPIRED: 'model_unauthorized',
  API_KEY_SERVICE_BLOCKED: 'model_unauthorized',
  SERVICE_DISABLED: 'model_unauthorized',
  BILLING_DISABLED: 'model_billing',
};

export function classifyGeminiFailure({ status, headers, body }: ProviderFailure): FailureClass {
  const details = detailsOf(body);
  const reason = details.map((detail) => classByReason[String(fieldOf(detail, 'reason'))]).find((code) => code !== undefined);
  const code = reason ?? classByStatus[String(fieldOf(body, 'error', 'status'))] ?? statusClass(status === 200 ? 500 : status);
  if (code === 'model_rate_limited' && details.some(isLastingQuota)) {
    // A wait is said here, too, and helps nothing.
    return { code: 'model_quota' };
  }
  return { code, retryAfterMs: retryAfter(headers) ?? retryDelay(details) };
}

/** Quotas of a day, and of models that an account may not use at all: https://ai.google.dev/gemini-api/docs/rate-limits */
function isLastingQuota(detail: unknown): boolean {
  const violations = fieldOf(detail, 'violations');
  return (
    Array.isArray(violations) &&
    violations.some((violation) => {
      return String(fieldOf(violation, 'quotaId')).includes('PerDay') || fieldOf(violation, 'quotaValue') === '0';
    })
  );
}

/** Of a `google.rpc.RetryInfo`. */
function retryDelay(details: readonly unknown[]): number | undefined {
  const delays = details.map((detail) => fieldOf(detail, 'retryDelay'));
  const delay = delays.find((value) => typeof value === 'string');
  return typeof delay === 'string' ? (parseDuration(delay) ?? undefined) : undefined;
}

function detailsOf(body: unknown): unknown[] {
  const details = fieldOf(body, 'error', 'details');
  return Array.isArray(details) ? details : [];
}
