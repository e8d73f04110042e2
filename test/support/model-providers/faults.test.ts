import { describe, expect, it, vi } from 'vitest';
import { askForItems, textAndEnd } from './ask-for-items.ts';
import { type FailureKind, type FaultKind, failureKinds } from './fault.ts';
import { startForTest } from './start-for-test.ts';
import type { FakeApi } from './start-model-provider.ts';

const apis: FakeApi[] = ['openai', 'anthropic', 'gemini', 'ollama'];
const whole = '{"items":[{"id":"1","title":"Message number 1 about bridges"}';

/** What tells a failure from the others, in each API's words. */
const failures: Record<FailureKind, Record<FakeApi, { status: number; body: unknown }>> = {
  rate_limited_seconds: limited(),
  rate_limited_date: limited(),
  rate_limited_milliseconds: limited(),
  server_error: {
    openai: { status: 500, body: { error: { type: 'server_error' } } },
    anthropic: { status: 500, body: { error: { type: 'api_error' } } },
    gemini: { status: 500, body: { error: { status: 'INTERNAL' } } },
    ollama: { status: 500, body: { error: expect.any(String) } },
  },
  overloaded: {
    openai: { status: 503, body: { error: { type: 'server_error' } } },
    anthropic: { status: 529, body: { error: { type: 'overloaded_error' } } },
    gemini: { status: 503, body: { error: { status: 'UNAVAILABLE' } } },
    ollama: { status: 503, body: { error: expect.stringContaining('busy') } },
  },
  quota: {
    openai: { status: 429, body: { error: { code: 'insufficient_quota' } } },
    anthropic: { status: 400, body: { error: { message: expect.stringContaining('usage limits') } } },
    gemini: {
      status: 429,
      body: {
        error: {
          status: 'RESOURCE_EXHAUSTED',
          details: [{ violations: [{ quotaId: expect.stringContaining('PerDay') }] }, {}, {}],
        },
      },
    },
    ollama: { status: 429, body: { error: expect.stringContaining('usage limit') } },
  },
  billing: {
    openai: { status: 429, body: { error: { code: 'billing_not_active' } } },
    anthropic: { status: 400, body: { error: { message: expect.stringContaining('credit balance is too low') } } },
    gemini: { status: 400, body: { error: { status: 'FAILED_PRECONDITION' } } },
    ollama: { status: 403, body: { error: expect.stringContaining('subscription') } },
  },
  auth: {
    openai: { status: 401, body: { error: { code: 'invalid_api_key' } } },
    anthropic: { status: 401, body: { error: { type: 'authentication_error' } } },
    gemini: { status: 400, body: { error: { details: [{ reason: 'API_KEY_INVALID' }, {}] } } },
    ollama: { status: 401, body: { error: 'unauthorized' } },
  },
  not_found: {
    openai: { status: 404, body: { error: { code: 'model_not_found' } } },
    anthropic: { status: 404, body: { error: { type: 'not_found_error' } } },
    gemini: { status: 404, body: { error: { status: 'NOT_FOUND' } } },
    ollama: { status: 404, body: { error: expect.stringContaining('not found') } },
  },
};

function limited(): Record<FakeApi, { status: number; body: unknown }> {
  return {
    openai: { status: 429, body: { error: { code: 'rate_limit_exceeded' } } },
    anthropic: { status: 429, body: { error: { type: 'rate_limit_error' } } },
    gemini: { status: 429, body: { error: { status: 'RESOURCE_EXHAUSTED' } } },
    ollama: { status: 429, body: { error: expect.any(String) } },
  };
}

describe.each(apis)('%s', (api) => {
  it.each(failureKinds)('fails with %s in its own words', async (kind) => {
    const provider = await startForTest(api, { faults: () => kind });
    expect(await askForItems(provider, api)).toMatchObject(failures[kind][api]);
    expect(provider.requests).toMatchObject([{ fault: kind, status: failures[kind][api].status, usage: null }]);
    expect(provider).toMatchObject({ calls: 1, answers: 0, violations: [] });
  });

  it.each([502, 503] as const)('is hidden behind a gateway that says %i in HTML', async (status) => {
    const provider = await startForTest(api, { faults: () => ({ kind: 'server_error', status }) });
    expect(await askForItems(provider, api)).toMatchObject({ status, body: expect.stringContaining('<html>') });
  });

  it.each(['reset', 'reset_in_the_middle'] as const)('breaks the connection: %s', async (kind) => {
    const provider = await startForTest(api, { faults: () => kind });
    await expect(askForItems(provider, api)).rejects.toThrow();
    expect(provider.requests[0]).toMatchObject({ fault: kind, status: kind === 'reset' ? null : 200, answeredAt: null });
  });

  it.each(['hang', 'slow_drip'] as const)('never ends: %s', async (kind) => {
    const provider = await startForTest(api, { faults: ({ number }) => (number === 1 ? kind : null) });
    const endless = askForItems(provider, api);
    endless.catch(() => undefined);
    await vi.waitUntil(() => provider.requests[0]?.fault === kind);
    // An answer that would come at once has come before that to a later question.
    await askForItems(provider, api);
    await provider.close();
    await expect(endless).rejects.toThrow();
    expect(provider.requests[0]).toMatchObject({ status: kind === 'hang' ? null : 200, answeredAt: null });
    expect(provider.answers).toBe(kind === 'hang' ? 1 : 2);
  });

  it('cuts an answer and says so', async () => {
    const { text, end } = textAndEnd(await askWith(api, 'truncated'), api);
    expect(text).not.toBe('');
    expect(() => JSON.parse(text ?? '')).toThrow();
    expect(end).toMatch(/^(length|max_tokens|MAX_TOKENS)$/);
  });

  it('answers with JSON that is not alone, or none', async () => {
    expect(textAndEnd(await askWith(api, 'fenced'), api).text).toMatch(/^```json\n\{[\s\S]*\}\n```$/);
    const wrapped = textAndEnd(await askWith(api, 'wrapped'), api).text;
    expect(wrapped).toContain(whole);
    expect(() => JSON.parse(wrapped ?? '')).toThrow();
    const malformed = textAndEnd(await askWith(api, 'malformed'), api).text;
    expect(() => JSON.parse(malformed ?? '')).toThrow();
  });

  it.each([
    ['missing_ids', ['2', '3']],
    ['extra_ids', ['1', '2', '3', '4', 'invented-1']],
    ['repeated_ids', ['1', '2', '3', '4', '1']],
  ] as const)('answers about other items than it was asked: %s', async (kind, ids) => {
    const { text, end } = textAndEnd(await askWith(api, kind), api);
    expect(JSON.parse(text ?? '').items.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(end).toMatch(/^(stop|end_turn|STOP)$/);
  });

  it('answers with nothing, and is paid for it', async () => {
    const provider = await startForTest(api, { faults: () => 'empty' });
    const { text, end } = textAndEnd(await askForItems(provider, api), api);
    expect(text ?? '').toBe('');
    expect(end).toMatch(/^(stop|end_turn|STOP)$/);
    expect(provider.answers).toBe(1);
  });
});

it('refuses in the way of each API', async () => {
  expect((await askWith('openai', 'refusal')).body.choices[0]).toMatchObject({
    message: { content: null, refusal: expect.any(String) },
    finish_reason: 'stop',
  });
  expect((await askWith('anthropic', 'refusal')).body).toMatchObject({ stop_reason: 'refusal' });
  expect((await askWith('gemini', 'refusal')).body.candidates[0]).toMatchObject({ finishReason: 'SAFETY' });
  expect((await askWith('ollama', 'refusal')).body.message.content).toContain('can’t help');
});

it('says how long to wait in three forms', async () => {
  const headersOf = async (api: FakeApi, kind: FaultKind) => {
    const provider = await startForTest(api, { faults: () => ({ kind, retryAfterMs: 1_500 }) });
    return (await askForItems(provider, api)).headers;
  };
  for (const api of ['openai', 'anthropic', 'ollama'] as const) {
    expect((await headersOf(api, 'rate_limited_seconds')).get('retry-after')).toBe('2');
    expect((await headersOf(api, 'rate_limited_milliseconds')).get('retry-after-ms')).toBe('1500');
    const date = (await headersOf(api, 'rate_limited_date')).get('retry-after') ?? '';
    expect(date).toMatch(/GMT$/);
    expect(Date.parse(date) - Date.now()).toBeGreaterThan(1_000);
  }
});

it('says in the body how long Gemini wants a caller to wait', async () => {
  const delayOf = async (kind: FaultKind) => {
    const provider = await startForTest('gemini', { faults: () => ({ kind, retryAfterMs: 1_500 }) });
    return (await askForItems(provider, 'gemini')).body.error.details.find((detail: object) => 'retryDelay' in detail)
      ?.retryDelay;
  };
  expect(await delayOf('rate_limited_seconds')).toBe('2s');
  expect(await delayOf('rate_limited_milliseconds')).toBe('1.500s');
  expect(await delayOf('rate_limited_date')).toBeUndefined();
});

it('takes it for a mistake of the test when a fault finds nothing to spoil', async () => {
  const provider = await startForTest('openai', { faults: () => 'missing_ids', respond: () => ({ answer: 'Paris' }) });
  expect((await askForItems(provider, 'openai')).status).toBe(500);
  expect(provider.violations).toEqual([expect.stringContaining('#1 fake: Nothing to spoil')]);
});

it('chooses the same faults for the same seed, in the share that is asked for', async () => {
  const kinds: FaultKind[] = ['overloaded', 'refusal', 'server_error'];
  const chosen = async (seed: number) => {
    const provider = await startForTest('ollama', { faults: { seed, share: 0.5, kinds } });
    for (let call = 0; call < 60; call += 1) {
      await askForItems(provider, 'ollama');
    }
    return provider.requests.map(({ fault }) => fault);
  };
  const first = await chosen(1);
  expect(await chosen(1)).toEqual(first);
  expect(await chosen(2)).not.toEqual(first);
  const faults = first.filter((fault) => fault !== null);
  expect(faults.length).toBeGreaterThan(15);
  expect(faults.length).toBeLessThan(45);
  expect(new Set(faults)).toEqual(new Set(kinds));
});

it('changes its behaviour while it runs', async () => {
  const provider = await startForTest('openai');
  provider.options.faults = () => 'overloaded';
  expect((await askForItems(provider, 'openai')).status).toBe(503);
  provider.options.faults = null;
  expect((await askForItems(provider, 'openai')).status).toBe(200);
});

async function askWith(api: FakeApi, kind: FaultKind) {
  const provider = await startForTest(api, { faults: () => kind });
  const answer = await askForItems(provider, api);
  expect(answer.status).toBe(200);
  return answer;
}
