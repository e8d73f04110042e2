import { describe, expect, it } from 'vitest';
import type { BatchRequest, ModelBatch, ModelBatchStore } from '../../src/ports/model-batch-store.ts';

const batch: ModelBatch = {
  batchKey: 'key-1',
  batchId: null,
  runId: 'run-1',
  channelId: '1',
  provider: 'openai',
  model: 'gpt-5-mini',
  task: 'describe_messages',
  promptId: 'sha256:a',
  submittedAt: '2026-01-01T00:00:00Z',
  state: 'submitting',
  requests: 450,
};
const requests = Array.from({ length: 450 }, (_, index): BatchRequest => {
  const requestId = String(index).padStart(5, '0');
  return { requestId, items: [{ ordinal: '1', key: `k${index}`, item: { id: `tg:1:post:${index}`, text: 'Ёж "\\' } }] };
});

async function all(store: ModelBatchStore, batchKey: string): Promise<BatchRequest[]> {
  const found: BatchRequest[] = [];
  for await (const page of store.requests(batchKey)) {
    expect(page.length).toBeGreaterThan(0);
    found.push(...page);
  }
  return found;
}

/** What every ModelBatchStore must do. */
export function testModelBatchStore(name: string, open: () => Promise<ModelBatchStore>): void {
  describe(`${name} keeps batches`, () => {
    it('hands the batches of a channel out with their requests until they come to an end', async () => {
      const store = await open();
      await store.add(batch, requests);
      await store.add({ ...batch, batchKey: 'key-0', submittedAt: '2025-01-01T00:00:00Z', state: 'running', batchId: 'b' }, []);
      await store.add({ ...batch, batchKey: 'other', channelId: '2' }, []);
      expect((await store.open('1')).map(({ batchKey }) => batchKey)).toEqual(['key-0', 'key-1']);
      expect((await store.open('1'))[1]).toEqual(batch);
      await store.change('key-1', { batchId: 'batch_7', state: 'running' });
      expect((await store.open('1'))[1]).toEqual({ ...batch, batchId: 'batch_7', state: 'running' });
      expect(await all(store, 'key-1')).toEqual(requests);
      await store.change('key-1', { state: 'fetched' });
      await store.change('key-0', { state: 'abandoned' });
      expect(await store.open('1')).toEqual([]);
      expect(await all(store, 'key-1')).toEqual([]);
    });

    it('forgets the batches of a channel', async () => {
      const store = await open();
      await store.add(batch, requests.slice(0, 3));
      await store.add({ ...batch, batchKey: 'far', channelId: '2' }, requests.slice(0, 2));
      await store.removeChannel('1');
      expect(await store.open('1')).toEqual([]);
      expect(await all(store, 'key-1')).toEqual([]);
      expect(await all(store, 'far')).toHaveLength(2);
    });
  });
}
