import { expect, it } from 'vitest';
import { sendToProvider } from '../send-to-provider.ts';
import { startForTest } from '../start-for-test.ts';
import type { ModelProvider } from '../start-model-provider.ts';

const path = '/v1/messages/batches';
const params = { model: 'claude-haiku-4-5', max_tokens: 100, messages: [{ role: 'user', content: 'Well?' }] };

async function create(provider: ModelProvider, requests: readonly object[]): Promise<string> {
  const { status, body } = await sendToProvider(provider, path, { requests });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^msgbatch_/),
    type: 'message_batch',
    processing_status: 'in_progress',
    request_counts: { processing: requests.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
    results_url: null,
    ended_at: null,
  });
  return `${path}/${body.id}`;
}

async function results(provider: ModelProvider, batch: string) {
  const { headers, body } = await sendToProvider(provider, `${batch}/results`);
  expect(headers.get('content-type')).toBe('application/x-jsonl');
  return String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('goes from in_progress to ended; results come in an order of their own, errors among them', async () => {
  const provider = await startForTest('anthropic', { batches: { polls: 1 }, respond: () => 'Yes.' });
  const batch = await create(provider, [
    { custom_id: 'a', params },
    { custom_id: 'b', params: { ...params, max_tokens: undefined } },
  ]);
  expect((await sendToProvider(provider, batch)).body.processing_status).toBe('in_progress');
  expect((await sendToProvider(provider, `${batch}/results`)).status).toBe(404);
  expect((await sendToProvider(provider, batch)).body).toMatchObject({
    processing_status: 'ended',
    request_counts: { processing: 0, succeeded: 1, errored: 1 },
    results_url: `${provider.url}${batch}/results`,
    ended_at: expect.any(String),
  });
  expect(await results(provider, batch)).toEqual([
    {
      custom_id: 'b',
      result: {
        type: 'errored',
        error: { type: 'error', error: { type: 'invalid_request_error', message: 'max_tokens: Field required' } },
      },
    },
    {
      custom_id: 'a',
      result: { type: 'succeeded', message: expect.objectContaining({ content: [{ type: 'text', text: 'Yes.' }] }) },
    },
  ]);
});

it('is canceling, then ended with what was answered', async () => {
  const provider = await startForTest('anthropic', { batches: { polls: 5 } });
  const requests = ['a', 'b'].map((custom_id) => ({ custom_id, params }));
  const batch = await create(provider, requests);
  expect((await sendToProvider(provider, `${batch}/cancel`, {})).body.processing_status).toBe('canceling');
  expect((await sendToProvider(provider, batch)).body.processing_status).toBe('canceling');
  expect((await sendToProvider(provider, batch)).body.processing_status).toBe('ended');
  expect((await results(provider, batch)).map(({ result }) => result.type)).toEqual(['canceled', 'succeeded']);
});

it('says which requests expired', async () => {
  const provider = await startForTest('anthropic', { batches: { polls: 0, end: 'expired', answeredShare: 0 } });
  const batch = await create(provider, [
    { custom_id: 'a', params },
    { custom_id: 'b', params },
  ]);
  expect((await sendToProvider(provider, batch)).body.request_counts).toMatchObject({ expired: 2 });
});

it.each([
  ['an id with a space', [{ custom_id: 'a b', params }], 'requests.0.custom_id'],
  [
    'an id twice',
    [
      { custom_id: 'a', params },
      { custom_id: 'a', params },
    ],
    'custom_id must be unique',
  ],
  [
    'a field that it does not know',
    [{ custom_id: 'a', params, method: 'POST' }],
    'requests.0.method: Extra inputs are not permitted',
  ],
  ['no requests', [], 'requests'],
])('refuses a batch with %s', async (_, requests, message) => {
  const provider = await startForTest('anthropic');
  const { status, body } = await sendToProvider(provider, path, { requests });
  expect(status).toBe(400);
  expect(body.error.message).toContain(message);
});
