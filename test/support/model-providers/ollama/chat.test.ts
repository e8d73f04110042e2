import { expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';

const path = '/api/chat';
const schema = { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] };
const request = {
  model: 'llama3.2',
  messages: [
    { role: 'system', content: 'Answer briefly.' },
    { role: 'user', content: 'What is the capital of France?' },
  ],
  format: schema,
  options: { temperature: 0, num_predict: 100, num_ctx: 8_192 },
  stream: false,
};

it('answers as the reference shows', async () => {
  const provider = await startForTest('ollama', { respond: () => ({ answer: 'Paris' }) });
  const { status, body } = await sendToProvider(provider, path, request);
  expect(status).toBe(200);
  expect(body).toEqual({
    model: 'llama3.2',
    created_at: expect.any(String),
    message: { role: 'assistant', content: '{"answer":"Paris"}' },
    done: true,
    done_reason: 'stop',
    total_duration: expect.any(Number),
    load_duration: expect.any(Number),
    prompt_eval_count: expect.any(Number),
    prompt_eval_duration: expect.any(Number),
    eval_count: 5,
    eval_duration: expect.any(Number),
  });
  expect(provider.requests[0]?.question).toEqual({
    model: 'llama3.2',
    instructions: 'Answer briefly.',
    data: 'What is the capital of France?',
    schema,
    maxOutputTokens: 100,
  });
  expect(provider.violations).toEqual([]);
});

it('streams lines of JSON unless it is told not to', async () => {
  const provider = await startForTest('ollama', { respond: () => 'A text that is longer than one piece of the stream is.' });
  const { headers, body } = await sendToProvider(provider, path, { ...request, stream: undefined });
  expect(headers.get('content-type')).toBe('application/x-ndjson');
  const lines = String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ message }) => message.content).join('')).toContain('longer than one piece');
  expect(lines.map(({ done }) => done)).toEqual([...lines.slice(1).map(() => false), true]);
});

it('says that a prompt does not fit the context, which the server keeps to itself', async () => {
  const provider = await startForTest('ollama');
  const long = [{ role: 'user', content: 'word '.repeat(5_000) }];
  expect((await sendToProvider(provider, path, { ...request, messages: long, options: {} })).status).toBe(200);
  expect(provider.violations).toEqual([expect.stringContaining('#1 context: a prompt of 500')]);
});

it('thinks with a model that can, within the limit', async () => {
  const provider = await startForTest('ollama', { reasoningTokens: 30 });
  const thinking = await sendToProvider(provider, path, { ...request, model: 'qwen3:8b' });
  expect(thinking.body).toMatchObject({ message: { thinking: expect.any(String) }, eval_count: expect.any(Number) });
  expect(provider.usage.reasoning).toBe(30);
  await sendToProvider(provider, path, { ...request, model: 'qwen3:8b', think: false });
  expect(provider.usage.reasoning).toBe(30);
  const refused = await sendToProvider(provider, path, { ...request, think: true });
  expect(refused).toMatchObject({ status: 400, body: { error: '"llama3.2" does not support thinking' } });
});

it.each([
  ['no model', { model: undefined }, 'model is required'],
  ['a limit where it is not looked for', { max_output_tokens: 100 }, 'max_output_tokens'],
  ['an option that does nothing', { options: { max_tokens: 100 } }, 'options.max_tokens'],
  ['a content that is no text', { messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
  ['a format that is none', { format: 'xml' }, 'format'],
])('refuses %s', async (_, change, message) => {
  const provider = await startForTest('ollama');
  const { status, body } = await sendToProvider(provider, path, { ...request, ...change });
  expect(status).toBe(400);
  expect(body).toEqual({ error: expect.stringContaining(message) });
  expect(provider.violations).toHaveLength(1);
});

it('lists and shows its models, and says its version', async () => {
  const provider = await startForTest('ollama');
  expect((await sendToProvider(provider, '/api/tags')).body.models[0]).toMatchObject({
    name: 'llama3.2:latest',
    digest: expect.any(String),
  });
  expect((await sendToProvider(provider, '/api/version')).body).toEqual({ version: expect.any(String) });
  expect((await sendToProvider(provider, '/api/show', { model: 'qwen3:8b' })).body.capabilities).toEqual([
    'completion',
    'thinking',
  ]);
  expect(await sendToProvider(provider, path, { ...request, model: 'mistral' })).toMatchObject({
    status: 404,
    body: { error: "model 'mistral' not found" },
  });
});

it('asks for a key only when it has one', async () => {
  const provider = await startForTest('ollama', { key: 'of-the-cloud' });
  expect((await sendToProvider(provider, path, request)).status).toBe(401);
  expect((await sendToProvider(provider, path, request, { authorization: 'Bearer of-the-cloud' })).status).toBe(200);
});
