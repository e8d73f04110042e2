import { describe, expect, it } from 'vitest';
import { classifyAnthropicFailure } from './anthropic-profile.ts';

describe('an error of Anthropic', () => {
  it.each([
    [400, 'invalid_request_error', 'max_tokens: Field required', 'model_request_invalid'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.', 'model_billing'],
    [400, 'invalid_request_error', 'You have reached your specified API usage limits.', 'model_quota'],
    [400, 'invalid_request_error', 'messages: "Your credit balance is too low" is no role', 'model_request_invalid'],
    [401, 'authentication_error', 'invalid x-api-key', 'model_unauthorized'],
    [402, 'billing_error', 'unpaid', 'model_billing'],
    [403, 'permission_error', 'not yours', 'model_unauthorized'],
    [404, 'not_found_error', 'model: x', 'model_unknown'],
    [413, 'request_too_large', 'too large', 'model_request_invalid'],
    [429, 'rate_limit_error', 'slow down', 'model_rate_limited'],
    [500, 'api_error', 'Internal server error', 'model_overloaded'],
    [504, 'timeout_error', 'too slow', 'model_overloaded'],
    [529, 'overloaded_error', 'Overloaded', 'model_overloaded'],
    [200, 'overloaded_error', 'in a batch', 'model_overloaded'],
    [200, 'invalid_request_error', 'in a batch', 'model_request_invalid'],
  ])('with %i, %s and "%s" is %4$s', (status, type, message, code) => {
    const body = { type: 'error', error: { type, message } };
    expect(classifyAnthropicFailure({ status, headers: new Map(), body })).toMatchObject({ code });
  });
});
