import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../test/contract/open-temporary-databases.ts';
import type { ModelProviderOptions } from '../test/support/model-providers/model-provider-options.ts';
import { startForTest } from '../test/support/model-providers/start-for-test.ts';
import { rowsOf, textsToEmbed } from '../test/support/texts-to-embed.ts';
import { readConfiguration } from './config/read-configuration.ts';
import { openEmbedder } from './open-embedder.ts';
import type { Embedder } from './ports/embedder.ts';

const texts = Array.from({ length: 40 }, (_, index) => `Сообщение ${index} о мостах и помидорах`);
const purpose = { runId: 'run-1', step: 'topicize', channelId: '1' } as const;

it.each([
  ['openai', 'text-embedding-3-small', 1_536],
  ['gemini', 'gemini-embedding-001', 3_072],
  ['ollama', 'embeddinggemma', 768],
] as const)('%s makes vectors of length one, each text once for all runs', async (api, model, dimensions) => {
  const { provider, embedder, again } = await start(api);
  expect(embedder.id).toBe(`${api}:${model}`);
  const vectors = await embed(embedder, texts);
  expect(vectors).toHaveLength(texts.length);
  for (const vector of vectors) {
    expect(vector).toHaveLength(dimensions);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  }
  const { calls } = provider;
  expect(await embed(await again(), texts)).toEqual(vectors);
  expect(provider.calls).toBe(calls);
  expect(provider.violations).toEqual([]);
});

it('puts each call on the bill of its run, with what it cost', async () => {
  const { provider, embedder, stores } = await start('openai');
  await embed(embedder, texts);
  const { input } = provider.usage;
  expect(await stores.modelCallStore.usage({ runId: 'run-1' })).toMatchObject([
    {
      provider: 'openai',
      model: 'text-embedding-3-small',
      step: 'topicize',
      calls: 2,
      items: 41,
      inputTokens: input,
      outputTokens: 0,
    },
  ]);
  expect(await stores.modelCallStore.spentUsd({ kind: 'run', runId: 'run-1', usd: 1 })).toBeCloseTo((input * 0.02) / 1e6, 9);
});

it('tries again what passes, and waits as long as the provider asks', async () => {
  const { provider, embedder, stores } = await start('openai', {
    faults: ({ number }) =>
      number === 1 ? { kind: 'rate_limited_milliseconds', retryAfterMs: 300 } : number === 3 ? 'reset' : null,
  });
  expect(await embed(embedder, texts)).toHaveLength(texts.length);
  expect(provider.violations).toEqual([]);
  expect(await stores.modelCallStore.usage({})).toMatchObject([{ calls: 4, failedCalls: 2 }]);
});

it('makes no call that could cost more than is left', async () => {
  const { provider, embedder } = await start('openai', {}, { budgetUsd: 1e-9 });
  await expect(embed(embedder, texts)).rejects.toMatchObject({ code: 'budget_reached' });
  expect(provider.calls).toBe(0);
});

it('keeps a budget by the price that somebody names, and none without a price', async () => {
  const settings = { EMBEDDING_MODEL: 'bge-m3', LLM_BUDGET_USD: '1' };
  const models = { models: ['bge-m3'] };
  const unpriced = await start('openai', models, {}, settings);
  await expect(embed(unpriced.embedder, texts)).rejects.toMatchObject({
    code: 'setting_invalid',
    hint: expect.stringContaining('EMBEDDING_PRICE'),
  });
  const priced = await start('openai', models, {}, { ...settings, EMBEDDING_PRICE: '0.01' });
  expect(await embed(priced.embedder, texts)).toHaveLength(texts.length);
});

it('needs a key where the provider does, and words need none', async () => {
  const stores = await openTemporaryDatabases();
  const open = (environment: Record<string, string>) => openEmbedder(configure(environment), dependencies(stores), purpose);
  await expect(open({ EMBEDDING_PROVIDER: 'openai' })).rejects.toMatchObject({ code: 'model_unavailable' });
  expect((await open({})).id).toBe('builtin-lsa:v2');
});

async function start(
  api: 'openai' | 'gemini' | 'ollama',
  options: ModelProviderOptions = {},
  limits: { budgetUsd?: number } = {},
  settings: Record<string, string> = {},
) {
  const provider = await startForTest(api, options);
  const name = api.toUpperCase();
  const configuration = configure({
    EMBEDDING_PROVIDER: api,
    [`${name}_BASE_URL`]: provider.url,
    ...(provider.key === '' ? {} : { [`${name}_API_KEY`]: provider.key }),
    RETRY_BACKOFF_BASE: '0.1',
    ...settings,
  });
  const stores = await openTemporaryDatabases();
  const again = () => openEmbedder(configuration, dependencies(stores), { ...purpose, ...limits });
  return { provider, stores, again, embedder: await again() };
}

function configure(environment: Record<string, string>) {
  return readConfiguration({ environment, envFileText: '', flags: {}, readFile: () => '' }).configuration;
}

function dependencies(stores: Awaited<ReturnType<typeof openTemporaryDatabases>>) {
  return { stores, clock: { now: () => new Date() }, log: { log: () => {} } };
}

async function embed(embedder: Embedder, of: readonly string[]): Promise<Float32Array[]> {
  return rowsOf(await embedder.embed(textsToEmbed(of), {}));
}
