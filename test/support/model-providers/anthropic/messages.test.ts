import { expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';

const path = '/v1/messages';
const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const format = (value: object) => ({ output_config: { format: { type: 'json_schema', schema: value } } });
const request = {
  model: 'claude-haiku-4-5',
  max_tokens: 200,
  system: [{ type: 'text', text: 'Answer briefly.', cache_control: { type: 'ephemeral' } }],
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
  temperature: 0,
  ...format(schema),
};

it('answers as the reference shows', async () => {
  const provider = await startForTest('anthropic', { respond: () => ({ answer: 'Paris' }) });
  const { status, headers, body } = await sendToProvider(provider, path, request);
  expect(status).toBe(200);
  expect(headers.get('request-id')).toMatch(/^req_/);
  expect(body).toEqual({
    id: expect.stringMatching(/^msg_/),
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5',
    content: [{ type: 'text', text: '{"answer":"Paris"}' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: expect.any(Number),
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      output_tokens: 5,
      service_tier: 'standard',
    },
  });
  expect(provider.requests[0]?.question).toEqual({
    model: 'claude-haiku-4-5',
    instructions: 'Answer briefly.',
    data: 'What is the capital of France?',
    schema,
    maxOutputTokens: 200,
  });
  expect(provider.violations).toEqual([]);
});

it('streams named events from message_start to message_stop', async () => {
  const provider = await startForTest('anthropic', { respond: () => ({ answer: 'Paris' }) });
  const { body } = await sendToProvider(provider, path, { ...request, stream: true });
  const names = [...String(body).matchAll(/^event: (.+)$/gm)].map(([, name]) => name);
  expect(names).toEqual([
    'message_start',
    'content_block_start',
    'ping',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ]);
  expect(body).toContain('"stop_reason":"end_turn"');
});

it('writes marked starts of 1,024 tokens and more to its cache and reads them from there', async () => {
  const provider = await startForTest('anthropic');
  const ask = async (question: string, isMarked: boolean) => {
    const block = { type: 'text', text: 'Answer briefly. '.repeat(800) };
    const system = [isMarked ? { ...block, cache_control: { type: 'ephemeral' } } : block];
    return (await sendToProvider(provider, path, { ...request, system, messages: [{ role: 'user', content: question }] })).body
      .usage;
  };
  const unmarked = await ask('France?', false);
  expect(unmarked).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 });
  const written = await ask('France?', true);
  expect(written.cache_creation_input_tokens).toBeGreaterThan(1_024);
  const read = await ask('Spain?', true);
  expect(read).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: written.cache_creation_input_tokens });
  expect(read.input_tokens).toBeLessThan(20);
});

it('reads a start that was written before, though the mark has moved on', async () => {
  const provider = await startForTest('anthropic');
  const mark = { cache_control: { type: 'ephemeral' } };
  const block = { type: 'text', text: 'Answer briefly. '.repeat(800) };
  const ask = async (system: object[]) => (await sendToProvider(provider, path, { ...request, system })).body.usage;
  const first = await ask([{ ...block, ...mark }]);
  const second = await ask([block, { ...block, text: 'Answer in French. '.repeat(100), ...mark }]);
  expect(second.cache_read_input_tokens).toBe(first.cache_creation_input_tokens);
  expect(second.cache_creation_input_tokens).toBeGreaterThan(300);
});

it('counts thinking as output', async () => {
  const provider = await startForTest('anthropic', { reasoningTokens: 300 });
  const thinking = { type: 'enabled', budget_tokens: 1_024 };
  const { body } = await sendToProvider(provider, path, { ...request, temperature: 1, max_tokens: 2_000, thinking });
  expect(body.content.map(({ type }: { type: string }) => type)).toEqual(['thinking', 'text']);
  expect(body.usage.output_tokens).toBeGreaterThan(300);
});

const refused: [string, object, string][] = [
  ['a field that it does not know', { max_completion_tokens: 5 }, 'max_completion_tokens: Extra inputs are not permitted'],
  [
    'a field that it does not know deep within',
    { output_config: { format: { type: 'json_schema', schema, name: 'x' } } },
    'output_config.format.name: Extra inputs are not permitted',
  ],
  [
    'a name beside the text of a message',
    { messages: [{ role: 'user', content: 'x', name: 'y' }] },
    'messages.0.name: Extra inputs are not permitted',
  ],
  ['no limit of output', { max_tokens: undefined }, 'max_tokens: Field required'],
  ['a limit of output that no model has', { max_tokens: 1_000_000 }, 'max_tokens: 1000000 > 64000'],
  ['a temperature above 1', { temperature: 1.5 }, 'temperature: Input should be'],
  ['the role system among the messages', { messages: [{ role: 'system', content: 'x' }] }, 'messages.0.role: Input should be'],
  ['an empty text', { messages: [{ role: 'user', content: '' }] }, 'text content blocks must be non-empty'],
  ['temperature and top_p together', { top_p: 0.9 }, 'cannot both be specified'],
  [
    'a temperature with thinking',
    { max_tokens: 2_000, thinking: { type: 'enabled', budget_tokens: 1_024 } },
    'may only be set to 1 when thinking',
  ],
  [
    'a thinking budget above the limit',
    { temperature: 1, thinking: { type: 'enabled', budget_tokens: 1_024 } },
    '`max_tokens` must be greater than',
  ],
  ['an answer begun for a schema', { messages: [...request.messages, { role: 'assistant', content: '{' }] }, 'Prefilling'],
  ['five marks for the cache', { system: Array.from({ length: 5 }, () => request.system[0]) }, 'A maximum of 4 blocks'],
  [
    'an open object',
    format({ type: 'object', properties: {} }),
    "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
  ],
  [
    'a length of a text',
    format({ ...schema, properties: { answer: { type: 'string', maxLength: 5 } } }),
    "For 'string' type, property 'maxLength' is not supported",
  ],
  [
    'a bound of a number',
    format({ ...schema, properties: { answer: { type: 'integer', minimum: 0 } } }),
    "For 'integer' type, property 'minimum' is not supported",
  ],
  [
    'a least number of items above 1',
    format({ ...schema, properties: { answer: { type: 'array', items: { type: 'string' }, minItems: 2 } } }),
    "'minItems' values other than 0 or 1",
  ],
];

it.each(refused)('refuses %s', async (_, change, message) => {
  const provider = await startForTest('anthropic');
  const { status, headers, body } = await sendToProvider(provider, path, { ...request, ...change });
  expect(status).toBe(400);
  expect(body).toEqual({
    type: 'error',
    error: { type: 'invalid_request_error', message: expect.stringContaining(message) },
    request_id: headers.get('request-id'),
  });
  expect(provider.violations).toHaveLength(1);
});

it('takes a schema whose fields are optional', async () => {
  const provider = await startForTest('anthropic');
  expect((await sendToProvider(provider, path, { ...request, ...format({ ...schema, required: [] }) })).status).toBe(200);
});

it('asks for its version in a header', async () => {
  const provider = await startForTest('anthropic');
  expect(await sendToProvider(provider, path, request, { 'anthropic-version': '2020-01-01' })).toMatchObject({
    status: 400,
    body: { error: { message: 'anthropic-version: "2020-01-01" is not a valid version' } },
  });
});

it('refuses a wrong key, and knows its models', async () => {
  const provider = await startForTest('anthropic');
  expect(await sendToProvider(provider, path, request, { 'x-api-key': 'wrong' })).toMatchObject({
    status: 401,
    body: { error: { type: 'authentication_error', message: 'invalid x-api-key' } },
  });
  expect((await sendToProvider(provider, '/v1/models')).body).toMatchObject({ has_more: false, first_id: 'claude-haiku-4-5' });
  expect(await sendToProvider(provider, path, { ...request, model: 'claude-2' })).toMatchObject({
    status: 404,
    body: { error: { type: 'not_found_error', message: 'model: claude-2' } },
  });
});
