import { expect, it } from 'vitest';
import { type ErrorCode, errorCodes } from '../domain/error-code.ts';
import { modelError } from './__fixtures__/layer-chat-model.ts';
import { cooldownOf, isCooldown } from './cooldown-of.ts';

const minute = 60_000;

it('a quota lasts until the provider renews it, an hour if it does not say, and a day at most', () => {
  expect(cooldownOf(modelError('model_quota', { retryAfterMs: 7 * minute }))).toBe(7 * minute);
  expect(cooldownOf(modelError('model_quota'))).toBe(60 * minute);
  expect(cooldownOf(modelError('model_quota', { retryAfterMs: 30 * 24 * 60 * minute }))).toBe(24 * 60 * minute);
});

it('no credit: a quarter of an hour; a provider that is down: a minute, whenever its next test is', () => {
  expect(cooldownOf(modelError('model_billing'))).toBe(15 * minute);
  expect(cooldownOf(modelError('model_failing', { retryAfterMs: 15_000 }))).toBe(minute);
});

it('everything else keeps nobody from the next command', () => {
  const cooling = (Object.keys(errorCodes) as ErrorCode[]).filter((code) => cooldownOf(modelError(code)) !== null);
  expect(cooling).toEqual(['model_billing', 'model_quota', 'model_failing']);
  expect(cooling.every(isCooldown)).toBe(true);
  expect(isCooldown('model_rate_limited')).toBe(false);
  expect(isCooldown(null)).toBe(false);
});
