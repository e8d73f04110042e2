import { expect, it } from 'vitest';
import { readOpenAiLimits } from './openai-limits.ts';

const headers = (fields: Record<string, string>) =>
  new Map(Object.entries(fields).map(([name, value]) => [`x-ratelimit-${name}`, value]));

it('reads both limits', () => {
  const read = readOpenAiLimits(
    headers({
      'limit-requests': '500',
      'remaining-requests': '490',
      'reset-requests': '1.2s',
      'limit-tokens': '200000',
      'remaining-tokens': '199000',
      'reset-tokens': '300ms',
    }),
  );
  expect(read).toEqual({
    requests: { limit: 500, remaining: 490, resetsInMs: 1_200 },
    tokens: { limit: 200_000, remaining: 199_000, resetsInMs: 300 },
  });
});

it('does not take the limit of a day for one of a minute', () => {
  const read = readOpenAiLimits(headers({ 'limit-requests': '200', 'remaining-requests': '0', 'reset-requests': '7m12s' }));
  expect(read).toEqual({ requests: { limit: null, remaining: 0, resetsInMs: 432_000 }, tokens: null });
});

it.each([{}, { 'limit-requests': 'many' }])('%j names none', (fields) => {
  expect(readOpenAiLimits(headers(fields as Record<string, string>))).toBeNull();
});
