import { afterEach, expect, it, vi } from 'vitest';
import { askForItems } from './ask-for-items.ts';
import { startForTest } from './start-for-test.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Only the clock: connections need their timers. */
function pass(ms: number): void {
  vi.useFakeTimers({ now: Date.now() + ms, toFake: ['Date'] });
}

it('answers 429 beyond the requests of a minute, says when to come back, and records it', async () => {
  const provider = await startForTest('openai', { limits: { requestsPerMinute: 2 } });
  const answers = [];
  for (let call = 0; call < 3; call += 1) {
    answers.push(await askForItems(provider, 'openai'));
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining-requests'))).toEqual(['1', '0', '0']);
  expect(answers[0]?.headers.get('x-ratelimit-limit-requests')).toBe('2');
  expect(answers[0]?.headers.get('x-ratelimit-reset-requests')).toMatch(/^(30|29\.\d+)s$/);
  expect(Number(answers[2]?.headers.get('retry-after-ms'))).toBeGreaterThan(29_000);
  expect(provider.violations).toEqual(['#3 rate_limit: more requests than the limit of a minute allows']);
});

it('counts the limit of output before the answer where OpenAI does', async () => {
  const provider = await startForTest('openai', { limits: { tokensPerMinute: 700 } });
  const first = await askForItems(provider, 'openai');
  expect(first.headers.get('x-ratelimit-remaining-tokens')).toBe('200');
  const second = await askForItems(provider, 'openai');
  expect(second).toMatchObject({ status: 429, body: { error: { type: 'tokens', message: expect.stringContaining('TPM') } } });
});

it('counts input at once and output when it is known where Anthropic does', async () => {
  const provider = await startForTest('anthropic', { limits: { tokensPerMinute: 100_000, requestsPerMinute: 50 } });
  const { headers } = await askForItems(provider, 'anthropic');
  const { input = 0, output = 0 } = provider.requests[0]?.usage ?? {};
  const remaining = Number(headers.get('anthropic-ratelimit-tokens-remaining'));
  expect(remaining).toBeGreaterThanOrEqual(100_000 - input - output);
  expect(remaining).toBeLessThan(100_000 - input);
  expect(headers.get('anthropic-ratelimit-requests-limit')).toBe('50');
  expect(headers.get('anthropic-ratelimit-requests-reset')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

it('fills up again as time goes by', async () => {
  const provider = await startForTest('ollama', { limits: { requestsPerMinute: 6_000 } });
  for (let call = 0; call < 5; call += 1) {
    expect((await askForItems(provider, 'ollama')).status).toBe(200);
  }
  provider.options.limits = { requestsPerMinute: 1 };
  expect((await askForItems(provider, 'ollama')).status).toBe(200);
  expect((await askForItems(provider, 'ollama')).status).toBe(429);
  pass(61_000);
  expect((await askForItems(provider, 'ollama')).status).toBe(200);
});

it('records a call before the end of a wait, and none after it', async () => {
  const provider = await startForTest('anthropic', {
    faults: ({ number }) => (number === 1 ? { kind: 'rate_limited_milliseconds', retryAfterMs: 30_000 } : null),
  });
  await askForItems(provider, 'anthropic');
  pass(10_000);
  await askForItems(provider, 'anthropic');
  expect(provider.violations).toEqual([expect.stringMatching(/^#2 retry_after: called (19|20)\d{3} ms before the end/)]);
  pass(20_000);
  await askForItems(provider, 'anthropic');
  expect(provider.violations).toHaveLength(1);
});

it('forgives a call that was sent before the wait could be heard of', async () => {
  const provider = await startForTest('anthropic', {
    faults: ({ number }) => (number === 1 ? { kind: 'overloaded', retryAfterMs: 5_000 } : null),
  });
  await Promise.all([askForItems(provider, 'anthropic'), askForItems(provider, 'anthropic')]);
  expect(provider.violations).toEqual([]);
});

it('counts a call as under way until its client lets go', async () => {
  const provider = await startForTest('ollama', { faults: ({ number }) => (number === 1 ? 'hang' : null) });
  const hung = new AbortController();
  const first = fetch(`${provider.url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content: 'Well?' }] }),
    signal: hung.signal,
  });
  first.catch(() => undefined);
  await vi.waitUntil(() => provider.calls === 1);
  await askForItems(provider, 'ollama');
  await askForItems(provider, 'ollama');
  hung.abort();
  expect(provider.concurrencyPeak).toBe(2);
});

it('takes its time, and counts how many calls are under way', async () => {
  const latencyMs = vi.fn(() => 60);
  const provider = await startForTest('gemini', { latencyMs });
  await Promise.all([1, 2, 3].map(() => askForItems(provider, 'gemini')));
  expect(latencyMs).toHaveBeenCalledWith(expect.objectContaining({ model: 'gemini-2.0-flash' }));
  expect(provider.concurrencyPeak).toBe(3);
  const times = provider.requests.map(({ receivedAt, answeredAt }) => (answeredAt ?? 0) - receivedAt);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(55);
});
