import type { ErrorCode } from '../../domain/error-code.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import type { FailureClass, ProviderFailure, ProviderProfile } from '../model-sdk/provider-profile.ts';
import { retryAfter } from '../model-sdk/retry-after.ts';
import { statusClass } from '../model-sdk/status-class.ts';
import { readOpenAiLimits, resetOfSpentLimit } from './openai-limits.ts';

/** OpenAI, and every server that calls itself compatible with it. */
export const openAiProfile: ProviderProfile = {
  provider: 'openai',
  title: 'OpenAI',
  versionPath: '/v1',
  keyVariable: 'OPENAI_API_KEY',
  baseUrlVariable: 'OPENAI_BASE_URL',
  headers: {},
  keyHeaders: (key) => ({ authorization: `Bearer ${key}` }),
  classify: classifyOpenAiFailure,
  readLimits: readOpenAiLimits,
};

/** `error.code`, and `error.type` where there is no code: https://platform.openai.com/docs/guides/error-codes */
const classByCode: Record<string, ErrorCode> = {
  rate_limit_exceeded: 'model_rate_limited',
  insufficient_quota: 'model_quota',
  billing_not_active: 'model_billing',
  billing_hard_limit_reached: 'model_billing',
  invalid_api_key: 'model_unauthorized',
  invalid_organization: 'model_unauthorized',
  unsupported_country_region_territory: 'model_unauthorized',
  model_not_found: 'model_unknown',
  // Of vLLM and other compatible servers, which have no code of their own for it.
  NotFoundError: 'model_unknown',
  server_error: 'model_overloaded',
  vector_store_timeout: 'model_overloaded',
  // The filter that stands before a reasoning model, and that of Azure.
  invalid_prompt: 'model_refused',
  content_policy_violation: 'model_refused',
  content_filter: 'model_refused',
};

export function classifyOpenAiFailure({ status, headers, body }: ProviderFailure): FailureClass {
  const [code, type] = [fieldOf(body, 'error', 'code'), fieldOf(body, 'error', 'type') ?? fieldOf(body, 'type')];
  // Compatible servers put the status where OpenAI has a code.
  const said = typeof code === 'number' ? code : status;
  const known = [code, type].map((name) => classByCode[String(name)]).find((errorCode) => errorCode !== undefined);
  return {
    code: known ?? statusClass(said === 200 ? 500 : said),
    retryAfterMs: retryAfter(headers) ?? (status === 429 ? resetOfSpentLimit(headers) : undefined),
  };
}
