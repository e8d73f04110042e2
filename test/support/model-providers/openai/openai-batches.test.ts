import { describe, expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';
import type { ModelProvider } from '../start-model-provider.ts';

const chat = { model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Well?' }] };
const line = (custom_id: string, change: object = {}) => ({
  custom_id,
  method: 'POST',
  url: '/v1/chat/completions',
  body: chat,
  ...change,
});

async function upload(provider: ModelProvider, lines: readonly unknown[]): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set(
    'file',
    new Blob([lines.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('')]),
    'batch.jsonl',
  );
  const response = await fetch(`${provider.url}/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${provider.key}` },
    body: form,
  });
  const file = (await response.json()) as { id: string; purpose: string };
  expect(file).toMatchObject({ object: 'file', purpose: 'batch', filename: 'batch.jsonl', bytes: expect.any(Number) });
  return file.id;
}

async function create(provider: ModelProvider, lines: readonly unknown[]) {
  const request = { input_file_id: await upload(provider, lines), endpoint: '/v1/chat/completions', completion_window: '24h' };
  const { status, body } = await sendToProvider(provider, '/v1/batches', request);
  expect(status).toBe(200);
  expect(body).toMatchObject({ object: 'batch', status: 'validating', output_file_id: null, error_file_id: null });
  return body;
}

const look = async (provider: ModelProvider, id: string) => (await sendToProvider(provider, `/v1/batches/${id}`)).body;

async function linesOf(provider: ModelProvider, fileId: string) {
  const { headers, body } = await sendToProvider(provider, `/v1/files/${fileId}/content`);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  // One line is a JSON of its own.
  return typeof body === 'object'
    ? [body]
    : String(body)
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text));
}

describe('a batch', () => {
  it('goes from validating through in_progress to completed, and puts what failed in a file of its own', async () => {
    const provider = await startForTest('openai', { batches: { polls: 2 }, respond: () => 'Yes.' });
    const bad = line('bad', { body: { ...chat, foo: 1 } });
    const { id } = await create(provider, [line('a'), line('b'), bad]);
    expect((await look(provider, id)).status).toBe('in_progress');
    expect((await look(provider, id)).status).toBe('in_progress');
    const ended = await look(provider, id);
    expect(ended).toMatchObject({ status: 'completed', request_counts: { total: 3, completed: 2, failed: 1 }, errors: null });
    const answers = await linesOf(provider, ended.output_file_id);
    expect(answers.map(({ custom_id }) => custom_id)).toEqual(['a', 'b']);
    expect(answers[0]).toMatchObject({
      id: expect.any(String),
      response: { status_code: 200, request_id: expect.any(String), body: { choices: [{ message: { content: 'Yes.' } }] } },
      error: null,
    });
    expect(await linesOf(provider, ended.error_file_id)).toEqual([
      expect.objectContaining({ custom_id: 'bad', response: expect.objectContaining({ status_code: 400 }) }),
    ]);
    expect(provider).toMatchObject({ calls: 0, answers: 2 });
  });

  it('that expires says so of what was not answered', async () => {
    const provider = await startForTest('openai', { batches: { polls: 0, end: 'expired', answeredShare: 0.5 } });
    const { id } = await create(provider, [line('a'), line('b')]);
    const ended = await look(provider, id);
    expect(ended).toMatchObject({ status: 'expired', expired_at: expect.any(Number), request_counts: { completed: 1 } });
    expect(await linesOf(provider, ended.error_file_id)).toEqual([
      expect.objectContaining({ custom_id: 'b', response: null, error: expect.objectContaining({ code: 'batch_expired' }) }),
    ]);
  });

  it('that is cancelled is cancelling first, and keeps what was answered', async () => {
    const provider = await startForTest('openai', { batches: { polls: 3 } });
    const { id } = await create(provider, [line('a'), line('b')]);
    expect((await sendToProvider(provider, `/v1/batches/${id}/cancel`, {})).body.status).toBe('cancelling');
    expect((await look(provider, id)).status).toBe('cancelling');
    expect(await look(provider, id)).toMatchObject({ status: 'cancelled', request_counts: { completed: 1 } });
    expect((await sendToProvider(provider, `/v1/batches/${id}/cancel`, {})).status).toBe(400);
  });

  it.each([
    ['a line that is no JSON', ['{'], 'invalid_json_line'],
    ['an id twice', [line('a'), line('a')], 'duplicate_custom_id'],
    ['another endpoint', [line('a', { url: '/v1/responses' })], 'mismatched_endpoint'],
    ['two models', [line('a'), line('b', { body: { ...chat, model: 'gpt-4o-mini' } })], 'mismatched_model'],
    ['a field that is not known', [line('a', { priority: 1 })], 'unknown_field'],
    ['no lines', [], 'empty_file'],
  ])('with %s fails', async (_, lines, code) => {
    const provider = await startForTest('openai');
    const { id } = await create(provider, lines);
    expect(await look(provider, id)).toMatchObject({
      status: 'failed',
      errors: { object: 'list', data: [expect.objectContaining({ code, line: expect.any(Number) })] },
    });
  });

  it('has faults of its items', async () => {
    const faults = ({ endpoint }: { endpoint: string }) => (endpoint === 'batch_item' ? 'server_error' : null);
    const provider = await startForTest('openai', { batches: { polls: 0 }, faults });
    const { id } = await create(provider, [line('a')]);
    const ended = await look(provider, id);
    expect(ended).toMatchObject({ status: 'completed', output_file_id: null, request_counts: { completed: 0, failed: 1 } });
    expect((await linesOf(provider, ended.error_file_id))[0]).toMatchObject({ response: { status_code: 500 } });
  });
});

it.each([
  ['no endpoint', { input_file_id: 'file-1', completion_window: '24h' }, 'endpoint'],
  ['another window', { input_file_id: 'file-1', endpoint: '/v1/responses', completion_window: '1h' }, 'completion_window'],
  ['a file that is none', { input_file_id: 'file-1', endpoint: '/v1/responses', completion_window: '24h' }, 'input_file_id'],
])('refuses a batch with %s', async (_, request, param) => {
  const provider = await startForTest('openai');
  expect(await sendToProvider(provider, '/v1/batches', request)).toMatchObject({ status: 400, body: { error: { param } } });
});
