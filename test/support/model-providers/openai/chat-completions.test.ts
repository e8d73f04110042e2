import { expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';

const path = '/v1/chat/completions';
const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const request = {
  model: 'gpt-4.1-mini',
  messages: [
    { role: 'system', content: 'Answer briefly.' },
    { role: 'user', content: 'What is the capital of France?' },
  ],
  max_completion_tokens: 100,
  temperature: 0,
  response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
};

it('answers as the reference shows', async () => {
  const provider = await startForTest('openai', { respond: () => ({ answer: 'Paris' }) });
  const { status, headers, body } = await sendToProvider(provider, path, request);
  expect(status).toBe(200);
  expect(headers.get('x-request-id')).toMatch(/^req_/);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^chatcmpl-/),
    object: 'chat.completion',
    created: expect.any(Number),
    model: 'gpt-4.1-mini',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: '{"answer":"Paris"}', refusal: null },
        finish_reason: 'stop',
        logprobs: null,
      },
    ],
    usage: {
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens: 5,
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  });
  expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
  expect(provider.requests[0]?.question).toEqual({
    model: 'gpt-4.1-mini',
    instructions: 'Answer briefly.',
    data: 'What is the capital of France?',
    schema,
    maxOutputTokens: 100,
  });
  expect(provider.violations).toEqual([]);
});

it('streams chunks that end with the usage and [DONE]', async () => {
  const provider = await startForTest('openai', { respond: () => 'A text that is longer than one chunk of the stream is.' });
  const streamed = { ...request, stream: true, stream_options: { include_usage: true } };
  const { headers, body } = await sendToProvider(provider, path, streamed);
  expect(headers.get('content-type')).toContain('text/event-stream');
  const events = String(body)
    .trim()
    .split('\n\n')
    .map((event) => event.replace('data: ', ''));
  expect(events.at(-1)).toBe('[DONE]');
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
  expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toContain('longer than one chunk');
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
});

it('counts reasoning as output, within the limit, and says so when nothing is left for the answer', async () => {
  const provider = await startForTest('openai');
  const reasoning = { ...request, model: 'gpt-5-mini', temperature: undefined, reasoning_effort: 'medium' };
  const { body } = await sendToProvider(provider, path, reasoning);
  expect(body.choices[0]).toMatchObject({ message: { content: '' }, finish_reason: 'length' });
  expect(body.usage).toMatchObject({ completion_tokens: 100, completion_tokens_details: { reasoning_tokens: 100 } });
});

const refused: [string, object, object][] = [
  [
    'an argument that it does not know',
    { max_output_tokens: 5 },
    { message: 'Unrecognized request argument supplied: max_output_tokens', param: null, code: null },
  ],
  [
    'a nested field that it does not know',
    { response_format: { type: 'text', format: 1 } },
    { param: 'response_format.format', code: 'unknown_parameter' },
  ],
  ['no model', { model: undefined }, { param: 'model', code: 'missing_required_parameter' }],
  ['a number as text', { temperature: '0' }, { param: 'temperature', code: 'invalid_type' }],
  ['a temperature above 2', { temperature: 3 }, { param: 'temperature' }],
  ['a role that is none', { messages: [{ role: 'bot', content: 'x' }] }, { param: 'messages[0].role' }],
  [
    'max_tokens for a reasoning model',
    { model: 'gpt-5-mini', temperature: undefined, max_tokens: 5, max_completion_tokens: undefined },
    { param: 'max_tokens', code: 'unsupported_parameter' },
  ],
  ['a temperature for a reasoning model', { model: 'gpt-5-mini' }, { param: 'temperature', code: 'unsupported_value' }],
  [
    'an effort for a model that does not reason',
    { reasoning_effort: 'low' },
    { message: 'Unrecognized request argument supplied: reasoning_effort' },
  ],
  [
    'effort none for a model that always reasons',
    { model: 'gpt-5-mini', temperature: undefined, reasoning_effort: 'none' },
    { param: 'reasoning_effort', code: 'unsupported_value' },
  ],
  ['two limits at once', { max_tokens: 5 }, { param: 'max_tokens' }],
  ['stream options without a stream', { stream_options: { include_usage: true } }, { param: 'stream_options' }],
  [
    'a schema name with a space',
    { response_format: { type: 'json_schema', json_schema: { name: 'an answer', schema } } },
    { param: 'response_format.json_schema.name' },
  ],
  ['JSON mode without the word', { response_format: { type: 'json_object' } }, { param: 'messages' }],
  [
    'an open schema in strict mode',
    {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'x', strict: true, schema: { ...schema, additionalProperties: true } },
      },
    },
    {
      param: 'response_format',
      message:
        "Invalid schema for response_format 'x': In context=(), 'additionalProperties' is required to be supplied and to be false.",
    },
  ],
];

it.each(refused)('refuses %s', async (_, change, error) => {
  const provider = await startForTest('openai');
  const { status, body } = await sendToProvider(provider, path, { ...request, ...change });
  expect(status).toBe(400);
  expect(body).toEqual({ error: expect.objectContaining({ type: 'invalid_request_error', ...error }) });
  expect(provider.violations).toEqual([`#1 request: ${body.error.message}`]);
  expect(provider.calls).toBe(0);
});

it('takes an open schema where it is not strict', async () => {
  const provider = await startForTest('openai');
  const open = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } } };
  expect((await sendToProvider(provider, path, { ...request, ...open })).status).toBe(200);
});

it('refuses a wrong key, no key and a key in the URL, and keeps none of them', async () => {
  const provider = await startForTest('openai');
  const wrong = await sendToProvider(provider, path, request, { authorization: 'Bearer sk-wrong-key-1234567890' });
  expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
  const none = await sendToProvider(provider, path, request, { authorization: '' });
  expect(none).toMatchObject({ status: 401, body: { error: { code: null } } });
  const inUrl = await sendToProvider(provider, `${path}?api_key=${provider.key}`, request);
  expect(inUrl.status).toBe(401);
  expect(provider.violations).toEqual(['#3 key_in_url: a key was sent in the URL']);
  expect(provider.requests.map(({ isKeyRight }) => isKeyRight)).toEqual([false, false, true]);
  expect(JSON.stringify(provider.requests)).not.toMatch(/sk-/);
});

it('knows its models, and says which it does not know', async () => {
  const provider = await startForTest('openai', { models: ['local-model'] });
  expect((await sendToProvider(provider, '/v1/models')).body.data).toEqual([
    expect.objectContaining({ id: 'local-model', object: 'model' }),
  ]);
  expect(await sendToProvider(provider, path, request)).toMatchObject({
    status: 404,
    body: { error: { code: 'model_not_found' } },
  });
});

it('finds a start of 1,024 tokens and more that it saw before in its cache', async () => {
  const provider = await startForTest('openai');
  const long = (end: string) => ({
    ...request,
    messages: [
      { role: 'system', content: 'Answer briefly. '.repeat(800) },
      { role: 'user', content: end },
    ],
  });
  const first = await sendToProvider(provider, path, long('What is the capital of France?'));
  const second = await sendToProvider(provider, path, long('And of Spain?'));
  expect(first.body.usage.prompt_tokens_details.cached_tokens).toBe(0);
  const { cached_tokens } = second.body.usage.prompt_tokens_details;
  expect(cached_tokens).toBeGreaterThanOrEqual(1_024);
  expect(cached_tokens % 128).toBe(0);
  expect(cached_tokens).toBeLessThan(second.body.usage.prompt_tokens);
});
