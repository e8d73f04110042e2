import { describe, expect, it } from 'vitest';
import { classifyGeminiFailure } from './gemini-profile.ts';

const classify = (code: number, status: string, details: object[] = []) =>
  classifyGeminiFailure({ status: code, headers: new Map(), body: { error: { code, status, message: 'said', details } } });
const quota = (quotaId: string, quotaValue = '15') => ({ '@type': 'QuotaFailure', violations: [{ quotaId, quotaValue }] });
const retryIn = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });

describe('an error of Gemini', () => {
  it.each([
    [400, 'INVALID_ARGUMENT', 'model_request_invalid'],
    [400, 'FAILED_PRECONDITION', 'model_billing'],
    [401, 'UNAUTHENTICATED', 'model_unauthorized'],
    [403, 'PERMISSION_DENIED', 'model_unauthorized'],
    [404, 'NOT_FOUND', 'model_unknown'],
    [429, 'RESOURCE_EXHAUSTED', 'model_rate_limited'],
    [500, 'INTERNAL', 'model_overloaded'],
    [503, 'UNAVAILABLE', 'model_overloaded'],
    [504, 'DEADLINE_EXCEEDED', 'model_overloaded'],
    [413, 'SOMETHING_NEW', 'model_request_invalid'],
  ])('%i %s is %s', (code, status, expected) => {
    expect(classify(code, status)).toMatchObject({ code: expected });
  });

  it('that an argument is invalid may mean the key', () => {
    expect(classify(400, 'INVALID_ARGUMENT', [{ reason: 'API_KEY_INVALID' }])).toMatchObject({ code: 'model_unauthorized' });
    expect(classify(403, 'PERMISSION_DENIED', [{ reason: 'BILLING_DISABLED' }])).toMatchObject({ code: 'model_billing' });
  });

  it('names the wait in its body', () => {
    const details = [quota('GenerateRequestsPerMinutePerProjectPerModel'), retryIn('34.074824224s')];
    expect(classify(429, 'RESOURCE_EXHAUSTED', details)).toEqual({ code: 'model_rate_limited', retryAfterMs: 34_075 });
  });

  it('of a quota of a day is none that a short wait helps, whatever it says', () => {
    const details = [quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'), retryIn('12s')];
    expect(classify(429, 'RESOURCE_EXHAUSTED', details)).toEqual({ code: 'model_quota' });
  });

  it('of a model that the account may not use at all is a quota', () => {
    const details = [quota('GenerateRequestsPerMinutePerProjectPerModel', '0')];
    expect(classify(429, 'RESOURCE_EXHAUSTED', details)).toEqual({ code: 'model_quota' });
  });
});
