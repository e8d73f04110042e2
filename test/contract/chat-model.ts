import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ProviderSettings } from '../../src/adapters/model-sdk/provider-settings.ts';
import { TgParserError } from '../../src/domain/tg-parser-error.ts';
import type { ObservedLimits } from '../../src/ports/callable-model.ts';
import type { ChatModel } from '../../src/ports/chat-model.ts';
import { chatRequest, providerSettings } from '../support/chat-request.ts';
import type { FaultKind } from '../support/model-providers/fault.ts';
import type { ModelProviderOptions } from '../support/model-providers/model-provider-options.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import type { FakeApi, ModelProvider } from '../support/model-providers/start-model-provider.ts';

export interface ChatModelUnderTest {
  api: FakeApi;
  model: string;
  create(model: string, settings: ProviderSettings): ChatModel;
  /** What the model counts apart. */
  counts: { cached: boolean; reasoning: boolean };
  /** The variable that holds the key. */
  keyVariable: string;
}

/** What is the same for all providers, shown on the strict fakes of their APIs. */
export function describeChatModel(name: string, { api, model, create, counts, keyVariable }: ChatModelUnderTest): void {
  describe(name, () => {
    it('answers in the shape of the schema, with what the provider counted', async () => {
      const { provider, chat } = await start();
      const answer = await chat.complete(chatRequest());
      expect(JSON.parse(answer.text).items.map(({ id }: { id: string }) => id)).toEqual(['1', '2', '3']);
      expect(answer).toMatchObject({ finishReason: 'stop', model: expect.stringContaining(model) });
      const { input, output } = provider.usage;
      expect(answer.usage).toMatchObject({ inputTokens: input, outputTokens: output });
      expect(provider.violations).toEqual([]);
    });

    it('sends the instructions apart from the data, and the constant part in the same bytes', async () => {
      const { provider, chat } = await start();
      await chat.complete(chatRequest());
      await chat.complete(chatRequest({ data: '{"items":[{"id":"9","text":"other"}]}' }));
      const [first, second] = provider.requests.map(({ question }) => question);
      expect(first?.instructions).toBe(chatRequest().instructions);
      expect(first?.data).toBe(chatRequest().data);
      expect(second?.instructions).toBe(first?.instructions);
      expect(JSON.stringify(second?.schema)).toBe(JSON.stringify(first?.schema));
    });

    it('says what was wrong with an answer after it', async () => {
      const { provider, chat } = await start();
      const repair = { answer: '{"items":[]}', problem: 'Nothing was said about 1, 2 and 3.' };
      expect(await chat.complete(chatRequest({ repair }))).toMatchObject({ finishReason: 'stop' });
      const { data, problem } = { ...chatRequest(), ...repair };
      expect(provider.requests[0]?.question?.data).toBe(`${data}\n\n${problem}`);
      expect(JSON.stringify(provider.requests[0]?.body)).toContain(JSON.stringify(repair.answer).slice(1, -1));
      expect(provider.violations).toEqual([]);
    });

    it('asks again also about a blank answer', async () => {
      const { provider, chat } = await start();
      await chat.complete(chatRequest({ repair: { answer: ' ', problem: 'Nothing was said.' } }));
      expect(provider.violations).toEqual([]);
    });

    it('leaves the whole room to the answer, however much the model reasons', async () => {
      const { chat } = await start({ reasoningTokens: counts.reasoning ? 900 : 0 });
      const answer = await chat.complete(chatRequest({ maxOutputTokens: 400 }));
      expect(answer).toMatchObject({ finishReason: 'stop', usage: { reasoningTokens: counts.reasoning ? 900 : 0 } });
    });

    it.runIf(counts.cached)('tells what was read from the cache', async () => {
      const { provider, chat } = await start();
      const long = chatRequest({ instructions: 'Describe each message in its own language. '.repeat(400) });
      await chat.complete(long);
      const { usage } = await chat.complete({ ...long, data: '{"items":[{"id":"4","text":"other"}]}' });
      expect(usage?.cachedInputTokens).toBeGreaterThan(1_000);
      expect(usage?.cachedInputTokens).toBe(provider.usage.cached);
    });

    it('hands out an answer that was cut by the limit', async () => {
      const { chat } = await start({ faults: () => 'truncated' });
      const answer = await chat.complete(chatRequest());
      expect(answer.finishReason).toBe('length');
      expect(answer.text.length).toBeGreaterThan(0);
      expect(answer.usage?.outputTokens).toBeGreaterThan(0);
    });

    it('hands out an empty answer', async () => {
      const { chat } = await start({ faults: () => 'empty' });
      expect(await chat.complete(chatRequest())).toMatchObject({ text: '', finishReason: 'stop' });
    });

    it.runIf(api !== 'ollama')('knows a refusal', async () => {
      const { chat } = await start({ faults: () => 'refusal' });
      expect(await chat.complete(chatRequest())).toMatchObject({ finishReason: 'refusal' });
      expect(await chat.complete(chatRequest())).toMatchObject({ finishReason: 'refusal' });
    });

    it.each<[FaultKind, string, boolean]>([
      ['rate_limited_seconds', 'model_rate_limited', true],
      ['rate_limited_date', 'model_rate_limited', true],
      ['rate_limited_milliseconds', 'model_rate_limited', true],
      ['server_error', 'model_overloaded', true],
      ['overloaded', 'model_overloaded', true],
      ['quota', 'model_quota', false],
      ['billing', 'model_billing', false],
      ['auth', 'model_unauthorized', false],
      ['not_found', 'model_unknown', false],
      ['reset', 'model_unreachable', true],
      ['reset_in_the_middle', 'model_unreachable', true],
    ])('%s is %s', async (fault, code, retryable) => {
      const { chat, provider } = await start({ faults: () => fault });
      const error = await errorOf(chat.complete(chatRequest()));
      expect(error).toMatchObject({ code, retryable });
      expectSafe(error, provider);
    });

    it.each([502, 503] as const)('a gateway that answers %i with a page is an overload', async (status) => {
      const { chat } = await start({ faults: () => ({ kind: 'server_error', status }) });
      const error = await errorOf(chat.complete(chatRequest()));
      expect(error).toMatchObject({ code: 'model_overloaded', retryable: true });
      expect(error.message).not.toContain('<');
    });

    it.each<FaultKind>(['rate_limited_seconds', 'rate_limited_date', 'rate_limited_milliseconds'])(
      'waits as long as %s says, and not shorter',
      async (kind) => {
        const { chat } = await start({ faults: () => ({ kind, retryAfterMs: 3_400 }) });
        const { retryAfterMs = 0 } = await errorOf(chat.complete(chatRequest()));
        expect(retryAfterMs).toBeGreaterThanOrEqual(3_400);
        expect(retryAfterMs).toBeLessThanOrEqual(5_500);
      },
    );

    it('names model and variable when there is no such model', async () => {
      const { provider, settings } = await start();
      const error = await errorOf(create('no-such-model', settings).complete(chatRequest()));
      expect(error).toMatchObject({ code: 'model_unknown', hint: expect.stringContaining('LLM_MODEL') });
      expect(error.message).toContain('no-such-model');
      expectSafe(error, provider);
    });

    it('names the variable of a key that is wrong, and shows nothing of it', async () => {
      const { settings } = await start({ key: 'sk-right-key-of-the-test' });
      const apiKey = 'sk-wrong-key-abcdefghijklmnop';
      const error = await errorOf(create(model, { ...settings, apiKey }).complete(chatRequest()));
      expect(error).toMatchObject({ code: 'model_unauthorized', hint: expect.stringContaining(keyVariable) });
      expect(inspect(error, { depth: 9 })).not.toMatch(/wrong-key|mnop|abcd/);
    });

    it('says that no key is set', async () => {
      const { settings } = await start({ key: 'sk-right-key-of-the-test' });
      const error = await errorOf(create(model, { ...settings, apiKey: null }).complete(chatRequest()));
      expect(error).toMatchObject({ code: 'model_unauthorized', hint: `Set ${keyVariable}.` });
    });

    it('an answer that never begins ends with the total time', async () => {
      const { chat, provider } = await start({ faults: () => 'hang' }, { totalInMs: 60, gapInMs: 10 });
      const error = await errorOf(chat.complete(chatRequest()));
      expect(error).toMatchObject({ code: 'model_timeout', retryable: true });
      expect(error.message).toContain('0.06 s');
      expectSafe(error, provider);
    });

    it('an answer that falls silent ends with the gap', async () => {
      const { chat } = await start({ faults: () => 'slow_drip' }, { totalInMs: 20_000, gapInMs: 120 });
      const error = await errorOf(chat.complete(chatRequest()));
      expect(error).toMatchObject({ code: 'model_timeout', retryable: true });
      expect(error.message).toContain('0.12 s');
    });

    it('an answer that drips for too long ends with the total time', async () => {
      const { chat } = await start({ faults: () => 'slow_drip' }, { totalInMs: 90, gapInMs: 20_000 });
      expect((await errorOf(chat.complete(chatRequest()))).message).toContain('0.09 s');
    });

    it('ends at once when its caller wants it to', async () => {
      const { chat, provider } = await start({ faults: () => 'hang' });
      const caller = new AbortController();
      const call = errorOf(chat.complete(chatRequest({ signal: caller.signal })));
      await expect.poll(() => provider.calls, { interval: 5 }).toBe(1);
      caller.abort();
      expect(await call).toMatchObject({ code: 'interrupted', retryable: false });
    });

    it('asks nothing when its caller has given up before', async () => {
      const { chat, provider } = await start();
      expect(await errorOf(chat.complete(chatRequest({ signal: AbortSignal.abort() })))).toMatchObject({ code: 'interrupted' });
      expect(provider.calls).toBe(0);
    });

    it.runIf(api === 'openai' || api === 'anthropic')('tells limits with an answer and with an error', async () => {
      const { chat, provider } = await start({ limits: { requestsPerMinute: 2, tokensPerMinute: 90_000 } });
      const seen: ObservedLimits[] = [];
      const request = chatRequest({ onLimits: (limits) => seen.push(limits) });
      await chat.complete(request);
      provider.options.faults = () => 'overloaded';
      await errorOf(chat.complete(request));
      expect(seen).toHaveLength(2);
      for (const { requests, tokens } of seen) {
        expect(requests).toMatchObject({ limit: 2, remaining: expect.any(Number), resetsInMs: expect.any(Number) });
        expect(tokens).toMatchObject({ limit: 90_000, remaining: expect.any(Number) });
      }
    });

    it('cannot be reached where nobody listens', async () => {
      const { provider, chat } = await start();
      await provider.close();
      const error = await errorOf(chat.complete(chatRequest()));
      expect(error).toMatchObject({
        code: 'model_unreachable',
        retryable: true,
        hint: expect.stringContaining('LLM_BASE_URL'),
      });
      expect(error.message).toContain('ECONNREFUSED');
      expectSafe(error, provider);
    });

    it('takes a base URL with its version path as well', async () => {
      const { settings, provider } = await start();
      const version = { openai: '/v1', anthropic: '/v1', gemini: '/v1beta', ollama: '/api' }[api];
      const chat = create(model, { ...settings, baseUrl: `${settings.baseUrl}${version}/` });
      expect(await chat.complete(chatRequest())).toMatchObject({ finishReason: 'stop' });
      expect(provider.requests).toHaveLength(1);
    });
  });

  async function start(options: ModelProviderOptions = {}, timeout = { totalInMs: 20_000, gapInMs: 20_000 }) {
    const provider = await startForTest(api, { models: [model], ...options });
    const settings = providerSettings(provider, { timeout });
    return { provider, settings, chat: create(model, settings) };
  }
}

export async function errorOf(call: Promise<unknown>): Promise<TgParserError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TgParserError)) {
    throw new Error(`Not an error of ours: ${inspect(error)}`);
  }
  return error;
}

/** Neither the key nor anything that was asked is to be found, wherever one looks. */
function expectSafe(error: TgParserError, { key }: ModelProvider): void {
  const everything = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), error.stack, error.message].join(
    '\n',
  );
  expect(everything).not.toContain(chatRequest().data.slice(20, 50));
  if (key !== '') {
    expect(everything).not.toContain(key);
    expect(everything).not.toContain(key.slice(-12));
  }
}
