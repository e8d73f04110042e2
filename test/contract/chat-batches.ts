import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ProviderSettings } from '../../src/adapters/model-sdk/provider-settings.ts';
import type { ChatBatches, ChatModel } from '../../src/ports/chat-model.ts';
import { chatRequest, providerSettings } from '../support/chat-request.ts';
import type { ModelProviderOptions } from '../support/model-providers/model-provider-options.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import type { FakeApi } from '../support/model-providers/start-model-provider.ts';
import { errorOf } from './chat-model.ts';

export interface ChatBatchesUnderTest {
  api: FakeApi;
  model: string;
  createBatches(model: string, settings: ProviderSettings): ChatBatches;
  createChatModel(model: string, settings: ProviderSettings): ChatModel;
  /** The questions in the body with which a batch was handed in. */
  sentIn(body: unknown): unknown[];
}

type Results = ReturnType<ChatBatches['results']>;
type Result = Results extends AsyncIterable<infer Item> ? Item : never;

/** Batches answer what direct calls answer, only later. */
export function describeChatBatches(
  name: string,
  { api, model, createBatches, createChatModel, sentIn }: ChatBatchesUnderTest,
): void {
  describe(name, () => {
    it('answers each request under its id, as a direct call would', async () => {
      const { provider, batches, settings } = await start();
      const { batchId } = await batches.submit('key', questions(3));
      expect(await batches.state(batchId)).toMatchObject({ state: 'running' });
      expect(await batches.state(batchId)).toEqual({ state: 'ended', completed: 3, total: 3 });
      const results = await collect(batches.results(batchId));
      expect(results.map(({ requestId }) => requestId).sort()).toEqual(['q-0', 'q-1', 'q-2']);
      const direct = await createChatModel(model, settings).complete(question(1));
      expect(results.find(({ requestId }) => requestId === 'q-1')).toEqual({ requestId: 'q-1', answer: withAnyCache(direct) });
      expect(provider.violations).toEqual([]);
    });

    it('asks exactly what a direct call asks', async () => {
      const { provider, batches, settings } = await start();
      await batches.submit('key', questions(1));
      await createChatModel(model, settings).complete(question(0));
      expect(sentIn(provider.requests[0]?.body)).toEqual([provider.requests.at(-1)?.body]);
    });

    it('tells apart what became of each request', async () => {
      const kinds = ['truncated', 'refusal', 'server_error', 'overloaded', 'rate_limited_seconds'] as const;
      const faults: ModelProviderOptions['faults'] = ({ endpoint, question: asked }) =>
        endpoint === 'batch_item' ? (kinds.find((kind) => asked?.data.includes(`about-${kind}`)) ?? null) : null;
      const { provider, batches } = await start({ faults });
      const requests = new Map(
        kinds.map((kind) => [kind, chatRequest({ data: `{"items":[{"id":"1","text":"about-${kind}"}]}` })]),
      );
      const { batchId } = await batches.submit('key', requests);
      await batches.state(batchId);
      await batches.state(batchId);
      const results = new Map((await collect(batches.results(batchId))).map((result) => [result.requestId, result]));
      expect(results.get('truncated')).toMatchObject({ answer: { finishReason: 'length' } });
      expect(results.get('refusal')).toMatchObject({ answer: { finishReason: 'refusal' } });
      expect(results.get('server_error')).toMatchObject({ error: { code: 'model_overloaded' } });
      expect(results.get('overloaded')).toMatchObject({ error: { code: 'model_overloaded' } });
      expect(results.get('rate_limited_seconds')).toMatchObject({ error: { code: 'model_rate_limited' } });
      expect(inspect(results, { depth: 20 })).not.toContain(provider.key);
    });

    it('hands out what was answered before it expired', async () => {
      const { batches } = await start({ batches: { end: 'expired' } });
      const { batchId } = await batches.submit('key', questions(4));
      await batches.state(batchId);
      expect(await batches.state(batchId)).toMatchObject({ state: 'expired' });
      expect(await collect(batches.results(batchId))).toHaveLength(2);
    });

    it('hands out what was answered before it was cancelled', async () => {
      const { batches } = await start();
      const { batchId } = await batches.submit('key', questions(4));
      await batches.state(batchId);
      await batches.cancel(batchId);
      await expect.poll(async () => (await batches.state(batchId)).state, { interval: 1 }).toBe('cancelled');
      expect(await collect(batches.results(batchId))).toHaveLength(2);
    });

    it('that has ended may be cancelled: nothing happens', async () => {
      const { batches } = await start();
      const { batchId } = await batches.submit('key', questions(1));
      await batches.state(batchId);
      await batches.state(batchId);
      await batches.cancel(batchId);
      expect(await batches.state(batchId)).toMatchObject({ state: 'ended' });
    });

    it('that nobody knows is an error, also when it is cancelled', async () => {
      const { batches } = await start();
      await errorOf(batches.state('batch_nobody_knows'));
      await errorOf(batches.cancel('batch_nobody_knows'));
    });

    it('with a wrong key is refused, and shows nothing of it', async () => {
      const { settings } = await start();
      const apiKey = 'sk-wrong-key-abcdefghijklmnop';
      const error = await errorOf(createBatches(model, { ...settings, apiKey }).submit('key', questions(1)));
      expect(error).toMatchObject({ code: 'model_unauthorized' });
      expect(inspect(error, { depth: 9 })).not.toMatch(/wrong-key|mnop/);
    });

    it.each([0, 9])('finds a batch whose id was not noted among others, after %i looks', async (polls) => {
      const { batches } = await start({ batches: { polls } });
      const submittedAt = new Date();
      const { batchId } = await batches.submit('mine', questions(3, 'mine'));
      for (let other = 0; other < 120; other += 1) {
        await batches.submit(`other-${other}`, questions(2, `other-${other}`));
      }
      await batches.state(batchId);
      expect(await batches.find({ batchKey: 'mine', submittedAt, requests: 3 })).toBe(batchId);
      expect(await batches.find({ batchKey: 'unknown', submittedAt, requests: 4 })).toBeNull();
      const later = new Date(Date.now() + 3_600_000);
      expect(await batches.find({ batchKey: 'mine', submittedAt: later, requests: 3 })).toBeNull();
    });

    it('takes as many requests as it says', async () => {
      const { batches } = await start({ respond: () => ({}) });
      const { batchId } = await batches.submit('key', questions(batches.mostRequests));
      await batches.state(batchId);
      expect(await batches.state(batchId)).toMatchObject({ total: batches.mostRequests });
    });
  });

  async function start(options: ModelProviderOptions = {}) {
    const provider = await startForTest(api, { models: [model], ...options });
    const settings = providerSettings(provider);
    return { provider, settings, batches: createBatches(model, settings) };
  }
}

function question(index: number) {
  return chatRequest({ data: JSON.stringify({ items: [{ id: String(index), text: `Сообщение ${index}` }] }) });
}

function questions(count: number, batchKey = 'q') {
  return new Map(Array.from({ length: count }, (_, index) => [`${batchKey}-${index}`, question(index)] as const));
}

/** A direct call may find in the cache what a batch put there. */
function withAnyCache<Answer extends { usage: unknown }>(answer: Answer) {
  return {
    ...answer,
    usage: { ...(answer.usage as object), cachedInputTokens: expect.any(Number), cacheWriteTokens: expect.any(Number) },
  };
}

async function collect(results: Results) {
  const all: Result[] = [];
  for await (const result of results) {
    all.push(result);
  }
  return all;
}
