import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { ServedOptions } from './served-options.ts';
import { type SpawnedModelProvider, spawnModelProvider } from './spawn-model-provider.ts';

const responder = fileURLToPath(new URL('./__fixtures__/answer-yes.mjs', import.meta.url));

it('runs in a process of its own, with a responder from a module, options that change, and a record', async () => {
  const provider = await spawn({ responder, models: ['some-model'] });
  const first = await ask(provider);
  expect(await answerOf(first)).toEqual({ said: 'yes', to: 'Say yes.' });
  await provider.change({ faults: { seed: 1, share: 1, kinds: ['overloaded'] } });
  expect((await ask(provider)).status).toBe(503);
  await provider.change({ faults: null, responder: null });
  expect(await answerOf(await ask(provider))).toBe('This is an answer.');
  const record = await provider.record(true);
  expect(record).toMatchObject({ calls: 3, answers: 2, requestCount: 3, violations: [], concurrencyPeak: 1 });
  expect(record.requests?.map(({ status, fault }) => [status, fault])).toEqual([
    [200, null],
    [503, 'overloaded'],
    [200, null],
  ]);
  expect((await provider.record()).requests).toBeNull();
});

it('answers what is not of its API as the API does', async () => {
  const provider = await spawn({});
  const response = await fetch(`${provider.url}/__record`, { headers: { authorization: `Bearer ${provider.key}` } });
  expect(response.status).toBe(404);
});

async function spawn(options: ServedOptions): Promise<SpawnedModelProvider> {
  const provider = await spawnModelProvider('openai', options);
  onTestFinished(() => provider.close());
  return provider;
}

function ask({ url, key }: SpawnedModelProvider): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'some-model',
      messages: [
        { role: 'system', content: 'Say yes.' },
        { role: 'user', content: 'Well?' },
      ],
    }),
  });
}

async function answerOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as { choices: { message: { content: string } }[] };
  const content = body.choices[0]?.message.content ?? '';
  return content.startsWith('{') ? JSON.parse(content) : content;
}
