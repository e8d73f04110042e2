import { describe, expect, it } from 'vitest';
import { classifyOpenAiFailure } from './openai-profile.ts';

describe('an error of OpenAI', () => {
  it.each([
    [401, { code: 'invalid_api_key' }, 'model_unauthorized'],
    [403, { code: 'unsupported_country_region_territory' }, 'model_unauthorized'],
    [429, { code: 'rate_limit_exceeded', type: 'tokens' }, 'model_rate_limited'],
    [429, { code: 'insufficient_quota', type: 'insufficient_quota' }, 'model_quota'],
    [429, { code: null, type: 'insufficient_quota' }, 'model_quota'],
    [429, { code: 'billing_not_active' }, 'model_billing'],
    [404, { code: 'model_not_found' }, 'model_unknown'],
    [404, { code: null, type: 'invalid_request_error' }, 'model_request_invalid'],
    [400, { code: 'context_length_exceeded', type: 'invalid_request_error' }, 'model_request_invalid'],
    [400, { code: 'invalid_prompt', type: 'invalid_request_error' }, 'model_refused'],
    [413, {}, 'model_request_invalid'],
    [422, {}, 'model_request_invalid'],
    [402, {}, 'model_billing'],
    [408, {}, 'model_overloaded'],
    [409, {}, 'model_overloaded'],
    [500, { type: 'server_error' }, 'model_overloaded'],
    [529, {}, 'model_overloaded'],
  ])('with %i and %j is %s', (status, error, code) => {
    expect(classifyOpenAiFailure({ status, headers: new Map(), body: { error } })).toMatchObject({ code });
  });

  it.each([
    [{ code: 'server_error', message: 'failed' }, 'model_overloaded'],
    [{ code: 'rate_limit_exceeded', message: 'slow' }, 'model_rate_limited'],
    [{ code: 402, message: 'no credits' }, 'model_billing'],
    [{ message: 'something' }, 'model_overloaded'],
  ])('in an answer that began well, %j, is %s', (error, code) => {
    expect(classifyOpenAiFailure({ status: 200, headers: new Map(), body: { error } })).toMatchObject({ code });
  });

  it.each([
    ['of vLLM', { error: { type: 'NotFoundError', code: 404, message: 'The model `x` does not exist.' } }],
    ['of vLLM as it was', { object: 'error', type: 'NotFoundError', code: 404, message: 'The model `x` does not exist.' }],
  ])('%s names a model that is not there', (_, body) => {
    expect(classifyOpenAiFailure({ status: 404, headers: new Map(), body })).toMatchObject({ code: 'model_unknown' });
  });

  it('waits for the limit that is used up when no wait is named', () => {
    const headers = new Map([
      ['x-ratelimit-limit-requests', '500'],
      ['x-ratelimit-remaining-requests', '499'],
      ['x-ratelimit-reset-requests', '120ms'],
      ['x-ratelimit-limit-tokens', '30000'],
      ['x-ratelimit-remaining-tokens', '0'],
      ['x-ratelimit-reset-tokens', '6.5s'],
    ]);
    const body = { error: { code: 'rate_limit_exceeded' } };
    expect(classifyOpenAiFailure({ status: 429, headers, body }).retryAfterMs).toBe(6_500);
    expect(classifyOpenAiFailure({ status: 500, headers, body: {} }).retryAfterMs).toBeUndefined();
    headers.set('retry-after-ms', '900');
    expect(classifyOpenAiFailure({ status: 429, headers, body }).retryAfterMs).toBe(900);
  });
});
