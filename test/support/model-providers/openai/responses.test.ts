import { expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';

const path = '/v1/responses';
const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const request = {
  model: 'gpt-5-mini',
  instructions: 'Answer briefly.',
  input: [{ role: 'user', content: [{ type: 'input_text', text: 'What is the capital of France?' }] }],
  max_output_tokens: 1_000,
  reasoning: { effort: 'low' },
  text: { format: { type: 'json_schema', name: 'answer', strict: true, schema }, verbosity: 'low' },
  store: false,
};

it('answers as the reference shows', async () => {
  const provider = await startForTest('openai', { respond: () => ({ answer: 'Paris' }) });
  const { status, body } = await sendToProvider(provider, path, request);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^resp_/),
    object: 'response',
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'gpt-5-mini',
    output: [
      { type: 'reasoning', summary: [] },
      {
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: '{"answer":"Paris"}', annotations: [] }],
      },
    ],
    usage: {
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 69,
      output_tokens_details: { reasoning_tokens: 64 },
    },
  });
  expect(provider.requests[0]?.question).toMatchObject({
    instructions: 'Answer briefly.',
    data: 'What is the capital of France?',
    schema,
    maxOutputTokens: 1_000,
  });
  expect(provider.violations).toEqual([]);
});

it('streams numbered events from created to completed', async () => {
  const provider = await startForTest('openai', { respond: () => ({ answer: 'Paris' }) });
  const { body } = await sendToProvider(provider, path, { ...request, stream: true });
  const events = String(body)
    .trim()
    .split('\n\n')
    .map((event) => {
      const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(event) ?? [];
      return { name, data: JSON.parse(data ?? '') };
    });
  expect(events[0]?.name).toBe('response.created');
  expect(events.at(-1)).toMatchObject({ name: 'response.completed', data: { response: { status: 'completed' } } });
  expect(events.map(({ data }) => data.sequence_number)).toEqual(events.map((_, index) => index));
  expect(events.every(({ name, data }) => data.type === name)).toBe(true);
});

it('is incomplete when the limit cut it, and without a message when reasoning took all of the room', async () => {
  const provider = await startForTest('openai', { respond: () => 'word '.repeat(500) });
  const cut = await sendToProvider(provider, path, { ...request, max_output_tokens: 100 });
  expect(cut.body).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  expect(cut.body.usage.output_tokens).toBe(100);
  const none = await sendToProvider(provider, path, { ...request, max_output_tokens: 50 });
  expect(none.body.output.map(({ type }: { type: string }) => type)).toEqual(['reasoning']);
});

const refused: [string, object, object][] = [
  [
    'a parameter that it does not know',
    { max_tokens: 5 },
    { message: "Unknown parameter: 'max_tokens'.", param: 'max_tokens', code: 'unknown_parameter' },
  ],
  [
    'the response format of the other API',
    { response_format: { type: 'text' } },
    { param: 'response_format', code: 'unknown_parameter' },
  ],
  ['no input', { input: undefined }, { param: 'input', code: 'missing_required_parameter' }],
  ['an effort that is none', { reasoning: { effort: 'huge' } }, { param: 'reasoning.effort', code: 'invalid_value' }],
  [
    'an effort for a model that does not reason',
    { model: 'gpt-4.1-mini', text: undefined },
    { param: 'reasoning.effort', code: 'unsupported_parameter' },
  ],
  ['a verbosity that is none', { text: { verbosity: 'chatty' } }, { param: 'text.verbosity', code: 'invalid_value' }],
  [
    'a verbosity for an older model',
    { model: 'gpt-4.1-mini', reasoning: undefined, text: { verbosity: 'low' } },
    { param: 'text.verbosity', code: 'unsupported_value' },
  ],
  ['a temperature for a reasoning model', { temperature: 0.2 }, { param: 'temperature', code: 'unsupported_value' }],
  ['fewer than 16 tokens of output', { max_output_tokens: 5 }, { param: 'max_output_tokens' }],
  [
    'a schema that leaves a property out of required',
    { text: { format: { type: 'json_schema', name: 'x', strict: true, schema: { ...schema, required: [] } } } },
    { param: 'text.format.schema', code: 'invalid_json_schema', message: expect.stringContaining("Missing 'answer'") },
  ],
];

it.each(refused)('refuses %s', async (_, change, error) => {
  const provider = await startForTest('openai');
  const { status, body } = await sendToProvider(provider, path, { ...request, ...change });
  expect(status).toBe(400);
  expect(body).toEqual({ error: expect.objectContaining({ type: 'invalid_request_error', ...error }) });
  expect(provider.violations).toHaveLength(1);
});
