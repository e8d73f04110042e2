import type { ErrorCode } from '../../domain/error-code.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import type { FailureClass, ProviderFailure, ProviderProfile } from '../model-sdk/provider-profile.ts';
import { retryAfter } from '../model-sdk/retry-after.ts';
import { statusClass } from '../model-sdk/status-class.ts';
import { readAnthropicLimits } from './anthropic-limits.ts';

export const anthropicProfile: ProviderProfile = {
  provider: 'anthropic',
  title: 'Anthropic',
  versionPath: '/v1',
  keyVariable: 'ANTHROPIC_API_KEY',
  baseUrlVariable: 'ANTHROPIC_BASE_URL',
  headers: { 'anthropic-version': '2023-06-01' },
  keyHeaders: (key) => ({ 'x-api-key': key }),
  classify: classifyAnthropicFailure,
  readLimits: readAnthropicLimits,
};

/** `error.type`: https://platform.claude.com/docs/en/api/errors */
const classByType: Record<string, ErrorCode> = {
  authentication_error: 'model_unauthorized',
  permission_error: 'model_unauthorized',
  billing_error: 'model_billing',
  not_found_error: 'model_unknown',
  rate_limit_error: 'model_rate_limited',
  api_error: 'model_overloaded',
  timeout_error: 'model_overloaded',
  overloaded_error: 'model_overloaded',
};

/** Two states of an account have no type of their own. They are invalid requests whose messages begin like this. */
const classByPhrase: readonly [RegExp, ErrorCode][] = [
  [/^Your credit balance is too low\b/, 'model_billing'],
  [/^You have reached your specified API usage limits\b/, 'model_quota'],
];

export function classifyAnthropicFailure({ status, headers, body }: ProviderFailure): FailureClass {
  const type = String(fieldOf(body, 'error', 'type'));
  return {
    code: classByType[type] ?? codeOfInvalid(type, body) ?? statusClass(status === 200 ? 400 : status),
    retryAfterMs: retryAfter(headers),
  };
}

function codeOfInvalid(type: string, body: unknown): ErrorCode | undefined {
  const message = String(fieldOf(body, 'error', 'message'));
  return type === 'invalid_request_error' ? classByPhrase.find(([phrase]) => phrase.test(message))?.[1] : undefined;
}
