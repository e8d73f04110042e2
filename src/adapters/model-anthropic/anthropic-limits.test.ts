import { expect, it } from 'vitest';
import { readAnthropicLimits } from './anthropic-limits.ts';

const date = 'Tue, 24 Nov 2026 10:00:00 GMT';

it('of the limits on tokens the one counts that is nearest to its end', () => {
  const headers = new Map([['date', date]]);
  const set = (kind: string, limit: number, remaining: number) => {
    headers.set(`anthropic-ratelimit-${kind}-limit`, String(limit));
    headers.set(`anthropic-ratelimit-${kind}-remaining`, String(remaining));
    headers.set(`anthropic-ratelimit-${kind}-reset`, '2026-11-24T10:00:30Z');
  };
  set('requests', 50, 49);
  set('tokens', 60_000, 50_000);
  set('input-tokens', 50_000, 49_000);
  set('output-tokens', 10_000, 1_000);
  expect(readAnthropicLimits(headers)).toEqual({
    requests: { limit: 50, remaining: 49, resetsInMs: 30_000 },
    tokens: { limit: 10_000, remaining: 1_000, resetsInMs: 30_000 },
  });
});

it('headers without limits name none', () => {
  expect(readAnthropicLimits(new Map([['date', date]]))).toBeNull();
});
