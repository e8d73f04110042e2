import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../../test/support/model-providers/fault.ts';
import type { ModelProviderOptions } from '../../../test/support/model-providers/model-provider-options.ts';
import { startForTest } from '../../../test/support/model-providers/start-for-test.ts';
import type { FakeApi } from '../../../test/support/model-providers/start-model-provider.ts';
import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ChatModel, ChatRequest, ObservedLimits } from '../../ports/chat-model.ts';
import { createAnthropicChatModel } from '../model-anthropic/anthropic-chat-model.ts';
import { createGeminiChatModel } from '../model-gemini/gemini-chat-model.ts';
import { createOllamaChatModel } from '../model-ollama/ollama-chat-model.ts';
import { createOpenAiChatModel } from '../model-openai/openai-chat-model.ts';
import type { ProviderSettings } from './provider-settings.ts';

type Create = (model: string, settings: ProviderSettings) => ChatModel;
const models: [name: string, api: FakeApi, model: string, create: Create][] = [
  ['OpenAI, Chat Completions', 'openai', 'gpt-4.1-mini', createOpenAiChatModel],
  ['OpenAI, Responses', 'openai', 'gpt-5-mini', createOpenAiChatModel],
  ['Anthropic', 'anthropic', 'claude-haiku-4-5', createAnthropicChatModel],
  ['Gemini', 'gemini', 'gemini-2.5-flash', createGeminiChatModel],
  ['Ollama', 'ollama', 'qwen3:8b', createOllamaChatModel],
];

const request: ChatRequest = {
  instructions: 'Answer about each item.',
  data: '[{"id":"1","text":"Насос теряет давление"}]',
  repair: null,
  schema: {
    name: 'answers',
    value: {
      type: 'object',
      properties: {
        answers: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'string' }, title: { type: 'string' } },
            required: ['id', 'title'],
            additionalProperties: false,
          },
        },
      },
      required: ['answers'],
      additionalProperties: false,
    },
  },
  maxOutputTokens: 400,
  estimatedInputTokens: 300,
  purpose: {
    runId: 'run',
    step: 'process',
    channelId: '1',
    task: 'describe_messages',
    promptId: `sha256:${'a'.repeat(64)}`,
    items: 1,
  },
};

describe.each(models)('%s', (_, api, model, create) => {
  async function open(options: ModelProviderOptions = {}, settings: Partial<ProviderSettings> = {}) {
    const provider = await startForTest(api, options);
    const chat = create(model, {
      apiKey: provider.key || null,
      baseUrl: provider.url,
      temperature: 0,
      reasoningEffort: 'low',
      verbosity: 'low',
      timeout: { totalInMs: 5_000, gapInMs: 5_000 },
      ...settings,
    });
    return { provider, chat };
  }

  const failing = (kind: FaultKind) => open({ faults: () => kind });

  async function failureOf(chat: ChatModel, fields: Partial<ChatRequest> = {}): Promise<TgParserError> {
    const error = await chat.complete({ ...request, ...fields }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TgParserError);
    return error as TgParserError;
  }

  test('answers by the schema, with what it took, as the provider takes it', async () => {
    const { provider, chat } = await open();
    const answer = await chat.complete(request);
    expect(JSON.parse(answer.text)).toMatchObject({ answers: [{ id: '1', title: expect.any(String) }] });
    expect(answer.finishReason).toBe('stop');
    expect(answer.usage).toMatchObject({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) });
    expect(answer.usage?.inputTokens).toBeGreaterThan(0);
    expect(answer.model).toContain(model);
    expect(provider.violations).toEqual([]);
  });

  test('puts a question about an answer after that answer', async () => {
    const { provider, chat } = await open();
    await chat.complete({ ...request, repair: { answer: '{"answers":', problem: 'is not whole' } });
    expect(JSON.stringify(provider.requests.at(-1)?.body)).toMatch(/Насос.*answers.*is not whole/s);
    expect(provider.violations).toEqual([]);
  });

  test.each<[FaultKind, ErrorCode, boolean]>([
    ['rate_limited_seconds', 'model_rate_limited', true],
    ['rate_limited_date', 'model_rate_limited', true],
    ['rate_limited_milliseconds', 'model_rate_limited', true],
    ['server_error', 'model_overloaded', true],
    ['overloaded', 'model_overloaded', true],
    ['reset', 'model_unreachable', true],
    ['reset_in_the_middle', 'model_unreachable', true],
    ['auth', 'model_unauthorized', false],
    ['not_found', 'model_unknown', false],
    ...(api === 'ollama'
      ? []
      : ([
          ['quota', 'model_quota', false],
          ['billing', 'model_billing', false],
        ] as [FaultKind, ErrorCode, boolean][])),
  ])('%s is %s', async (kind, code, retryable) => {
    const { provider, chat } = await failing(kind);
    const error = await failureOf(chat);
    expect([error.code, error.retryable], error.message).toEqual([code, retryable]);
    expect(error.hint).toBeTruthy();
    const shown = `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`;
    expect(provider.key === '' || !shown.includes(provider.key)).toBe(true);
    expect(shown).not.toContain('Насос');
    if (code === 'model_rate_limited') {
      expect(error.retryAfterMs).toBeGreaterThan(0);
      expect(error.retryAfterMs).toBeLessThanOrEqual(2_000);
    }
  });

  test.each<[FaultKind, string[]]>([
    ['truncated', ['length']],
    ...(api === 'ollama' ? [] : ([['refusal', ['refusal']]] as [FaultKind, string[]][])),
    ['fenced', ['stop']],
  ])('%s is an answer, and on the bill', async (kind, reasons) => {
    const { chat } = await failing(kind);
    const answer = await chat.complete(request);
    expect(reasons).toContain(answer.finishReason);
  });

  test('a server that hangs, and one that falls silent, are left after the time that is set', async () => {
    const hanging = await open({ faults: () => 'hang' }, { timeout: { totalInMs: 300, gapInMs: 5_000 } });
    expect(await failureOf(hanging.chat)).toMatchObject({ code: 'model_timeout', retryable: true });
    const dripping = await open({ faults: () => 'slow_drip' }, { timeout: { totalInMs: 20_000, gapInMs: 300 } });
    expect(await failureOf(dripping.chat)).toMatchObject({ code: 'model_timeout', retryable: true });
  });

  test('an abort ends a call at once, and is no failure of the provider', async () => {
    const { chat } = await open({ faults: () => 'hang' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    expect((await failureOf(chat, { signal: controller.signal })).code).toBe('interrupted');
  });

  test('a server that is not there is named with its address, and a wrong key is not repeated', async () => {
    const gone = await open({}, { baseUrl: 'http://127.0.0.1:1' });
    const unreachable = await failureOf(gone.chat);
    expect(unreachable.code).toBe('model_unreachable');
    expect(unreachable.message).toContain('127.0.0.1:1');
    const { chat } = await open({ key: 'sk-right-key-12345678' }, { apiKey: 'sk-wrong-key-87654321' });
    const wrong = await failureOf(chat);
    expect(wrong.code).toBe('model_unauthorized');
    expect(`${wrong.message}${inspect(wrong, { depth: 9 })}`).not.toMatch(/87654321|wrong-key/);
  });

  test('limits that the provider names are told', async () => {
    const { chat } = await open({ limits: { requestsPerMinute: 600, tokensPerMinute: 90_000 } });
    const seen: ObservedLimits[] = [];
    await chat.complete({ ...request, onLimits: (limits) => seen.push(limits) });
    if (api === 'openai' || api === 'anthropic') {
      expect(seen[0]?.requests).toMatchObject({ limit: 600 });
      expect(seen[0]?.tokens?.limit).toBeGreaterThan(0);
    } else {
      expect(seen).toEqual([]);
    }
  });
});
