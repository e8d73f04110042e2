import { expect, it } from 'vitest';
import { openTemporaryDatabases } from '../../test/contract/open-temporary-databases.ts';
import type { LockedStep } from '../domain/run.ts';
import { targetTopicSchema } from '../domain/target-topic.ts';
import { storeMessages } from '../ingest/store-messages.ts';
import { removeSource } from './remove-source.ts';

const at = new Date('2024-05-06T10:00:00Z');
const clock = { now: () => at };

async function openWithSource() {
  const stores = await openTemporaryDatabases();
  const source = await stores.sourceStore.add({ sourceId: 'garden', channelId: '1' }, '2024-05-06T10:00:00Z');
  const message = {
    id: '7',
    message_type: 'post' as const,
    source_ref: 'tg:1:post:7',
    channel_id: '1',
    date: '2024-05-06T10:00:00Z',
    text: 'tomatoes',
  };
  await stores.rawStore.writeChunk('1', (chunk) =>
    storeMessages(chunk, { space: 'post', messages: [message] }, '2024-05-06T10:00:00Z'),
  );
  return { dependencies: { ...stores, clock }, source };
}

it.each<LockedStep>(['ingest', 'process', 'topicize'])(
  'removes nothing while "%s" of the channel is executed',
  async (step) => {
    const { dependencies, source } = await openWithSource();
    await dependencies.vectorStore.save('model', '1', new Map([['key', new Float32Array([1])]]));
    const target = targetTopicSchema.parse({ title: 'tomatoes' });
    await dependencies.targetStore.changeTargets('1', { saved: [target], removed: [] });
    const proposal = {
      firstId: 'a',
      secondId: 'b',
      state: 'proposed',
      reason: '',
      modelId: null,
      at: '2026-01-02T03:04:05Z',
    } as const;
    await dependencies.mergeProposalStore.saveProposals('1', [proposal]);
    const answer = await dependencies.stepLocks.acquire({ step, channelId: '1', at });
    await expect(removeSource(dependencies, source)).rejects.toMatchObject({
      code: 'step_locked',
      details: { held_by: { step, pid: process.pid } },
    });
    expect((await dependencies.rawStore.counts('1')).total).toBe(1);
    expect(await dependencies.sourceStore.list()).toHaveLength(1);
    await ('lease' in answer ? answer.lease.release() : expect.fail('not acquired'));
    expect(await removeSource(dependencies, source)).toMatchObject({ raw_messages: 1 });
    expect((await dependencies.rawStore.counts('1')).total).toBe(0);
    expect(await dependencies.sourceStore.list()).toEqual([]);
    expect((await dependencies.vectorStore.find('model', ['key'])).size).toBe(0);
    expect(await dependencies.targetStore.targets('1')).toEqual([]);
    expect(await dependencies.mergeProposalStore.proposals('1')).toEqual([]);
    expect(await dependencies.stepLocks.held({ at })).toEqual([]);
  },
);

it('removes a source that was never in contact with its channel', async () => {
  const { sourceStore, ...stores } = await openTemporaryDatabases();
  const source = await sourceStore.add({ sourceId: 'garden', channelId: null }, '2024-05-06T10:00:00Z');
  expect(await removeSource({ sourceStore, ...stores, clock }, source)).toEqual({
    raw_messages: 0,
    documents: 0,
    topics: 0,
    channel_sets: [],
  });
  expect(await sourceStore.list()).toEqual([]);
});

it('removes the sets that the channel is in with their topics, and leaves other sets and channels alone', async () => {
  const { dependencies, source } = await openWithSource();
  const { channelSetStore, topicStore, runStore, vectorStore } = dependencies;
  await channelSetStore.save({ name: 'with', channelIds: ['1', '2'] });
  await channelSetStore.save({ name: 'without', channelIds: ['2', '3'] });
  const origin = { documentsRevision: 1, rawSequence: 1, parametersHash: 'p', foundedDocuments: 0, runId: 'run' };
  for (const channelId of ['set:with', 'set:without', '2']) {
    await topicStore.replaceCatalogue(channelId, { origin, cards: [], bundles: [], outside: [], versions: [] });
    await runStore.start({ runId: channelId, step: 'topicize', channelId, at });
    await vectorStore.save('model', channelId, new Map([[channelId, new Float32Array([1])]]));
  }
  expect(await removeSource(dependencies, source)).toMatchObject({ channel_sets: [{ name: 'with', topics: 0 }] });
  expect((await channelSetStore.list()).map(({ name }) => name)).toEqual(['without']);
  expect(await topicStore.origin('set:with')).toBeNull();
  expect(await topicStore.origin('set:without')).toEqual(origin);
  expect((await runStore.list({ limit: 9 })).map(({ runId }) => runId).sort()).toEqual(['2', 'set:without']);
  expect([...(await vectorStore.find('model', ['set:with', 'set:without', '2'])).keys()].sort()).toEqual(['2', 'set:without']);
});
