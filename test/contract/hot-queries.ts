import { expect } from 'vitest';
import { createDocumentStore } from '../../src/adapters/store-sql/document-store/document-store.ts';
import { createIdempotencyStore } from '../../src/adapters/store-sql/idempotency-store/idempotency-store.ts';
import { createJobQueue } from '../../src/adapters/store-sql/job-queue/job-queue.ts';
import { createModelBatchStore } from '../../src/adapters/store-sql/model-batch-store/model-batch-store.ts';
import { createModelCallStore } from '../../src/adapters/store-sql/model-call-store/model-call-store.ts';
import { createModelLimitStore } from '../../src/adapters/store-sql/model-limit-store/model-limit-store.ts';
import { createRawStore } from '../../src/adapters/store-sql/raw-store/raw-store.ts';
import { createRequestCountStore } from '../../src/adapters/store-sql/request-count-store/request-count-store.ts';
import { createRunStore } from '../../src/adapters/store-sql/run-store/run-store.ts';
import type { ProcessingSchema } from '../../src/adapters/store-sql/schema/processing-schema.ts';
import type { RawSchema } from '../../src/adapters/store-sql/schema/raw-schema.ts';
import type { SqlDatabase } from '../../src/adapters/store-sql/sql-database.ts';
import { createTopicStore } from '../../src/adapters/store-sql/topic-store/topic-store.ts';
import { createVectorStore } from '../../src/adapters/store-sql/vector-store/vector-store.ts';
import { newCall } from './model-call-store.ts';
import { newMessage, noon } from './raw-messages.ts';

/** Of the channel that is asked for; as many rows again are of each of nine other channels: 100,000 in a table. */
const rowsPerChannel = 10_000;
export const channels = 10;

/** One row a channel: a page in all, which a database rightly reads whole. */
const smallTables: readonly string[] = [
  'channels',
  'catalogues',
  'processing_progress',
  'step_locks',
  'channel_sets',
  'learnt_catalogues',
  'request_counts',
];

/** Rows of a channel in a table. Jobs are kept for a month, and have many indexes to fill; answers are kept for a day. */
export function rowsIn(table: string): number {
  if (smallTables.includes(table)) {
    return 1;
  }
  return table === 'jobs' || table === 'idempotency_keys' ? rowsPerChannel / 10 : rowsPerChannel;
}

const channelId = '1000000001';
const refOf = (id: number) => `tg:${channelId}:post:${id}`;
const topicId = `topic:tg:${channelId}:post:1`;

/** Asks everything that the raw store asks while messages go by. */
export async function askRawStore(database: SqlDatabase<RawSchema>): Promise<void> {
  const store = createRawStore(database);
  await store.writeChunk(channelId, async (chunk) => {
    await chunk.insert([newMessage(rowsPerChannel + 1)], noon);
    await chunk.versions('post', [1, 2]);
    await chunk.currentRecords('post', [1, 2]);
    await chunk.places('post', [1, 2]);
    await chunk.placesBetween('post', 1, 20);
    await chunk.awaitedThreads('post', [1, 2]);
    await chunk.placesInThread('post', 7);
    await chunk.movePlaces([{ space: 'post', messageId: 2, threadId: 1, forumTopicId: null, albumId: null }]);
  });
  await store.changedBlocks(channelId, 1, 1024);
  await store.readRange(channelId, 'post', 1, 1024);
  await store.getMessages(channelId, 'post', [1, 2]);
  await first(store.readAll(channelId, { pageSize: 200, withPayload: true, from: noon }));
  await first(store.readThreads(channelId, { pageSize: 200 }));
  await first(store.readThreads(channelId, { pageSize: 200, from: noon }));
  await store.threadPlaces(channelId, 'post', [1, 2]);
  await store.counts(channelId);
}

/** Asks everything that steps and readers ask about documents, topics and runs. */
export async function askProcessingStores(database: SqlDatabase<ProcessingSchema>): Promise<void> {
  const store = createDocumentStore(database);
  await store.states(channelId, 'post', 1, 1024);
  await store.getDocuments([refOf(1), refOf(2)]);
  await first(store.readDocuments(channelId, { pageSize: 200 }));
  await first(store.readDocumentsInOrder(channelId, { pageSize: 200 }));
  await store.counts(channelId);
  await store.failures(channelId, { limit: 5 });
  await store.failedMessageIds(channelId);
  const topics = createTopicStore(database);
  await topics.cards(channelId);
  await topics.card(topicId);
  await topics.bundleHead(topicId);
  await first(topics.readItems(topicId, { pageSize: 100 }));
  await collectNothing(topics.readItems(topicId, { pageSize: 100, after: refOf(999_999_999) }));
  await topics.bundleSizes(channelId);
  await topics.topicsBetween(channelId, refOf(1), refOf(100));
  await topics.history(topicId);
  await first(topics.readOutside(channelId, { pageSize: 200 }));
  await topics.outsideDocument(channelId, refOf(1));
  await topics.topicOf(channelId, refOf(1));
  await topics.countVersions(channelId);
  await topics.takenIds([topicId, `${topicId}:2`]);
  await topics.learnt(channelId);
  await topics.placedDocuments(channelId);
  await topics.itemsOf(channelId, [refOf(1), refOf(2)]);
  await topics.outsideOf(channelId, [refOf(1), refOf(2)]);
  await topics.changeTopics(channelId, { cards: [], bundles: [], outside: [], removedOutside: [refOf(1)], versions: [] });
  const runs = createRunStore(database);
  await runs.start({ runId: 'new', step: 'ingest', channelId, at: new Date(0) });
  await runs.get('new');
  await runs.list({ channelId, limit: 5 });
  await runs.list({ channelId, limit: 5, after: 'new' });
  const calls = createModelCallStore(database);
  const call = newCall('new', { channelId });
  await calls.reserve(call, 1, [{ kind: 'month', step: null, at: call.startedAt, usd: 1e6 }]);
  await calls.record(call, { outcome: 'answered', usage: null, costUsd: 1, durationMs: 1 });
  await calls.release(['x1', 'x2']);
  await calls.findAnswers(['x1', 'x2']);
  await calls.saveAnswers([{ key: 'new', answer: 1 }]);
  await calls.usage({ runId: '1-1' });
  await calls.usage({ channelId });
  await createModelLimitStore(database).read('x1');
  const batches = createModelBatchStore(database);
  await batches.open(channelId);
  await store.failedMessageIds(channelId, { dueAt: noon });
  const vectors = createVectorStore(database);
  await vectors.save('new', channelId, new Map([['x1', new Float32Array(4)]]));
  await vectors.find('new', ['x1', 'x2']);
  const jobs = createJobQueue(database);
  await jobs.add([{ jobId: 'new', kind: 'run', sourceId: 's', ownerId: 'user-1', request: {}, maxAttempts: 3 }], new Date());
  await jobs.get('new');
  await jobs.list({ limit: 5, sourceId: 's', after: 'new' });
  const [claimed] = await jobs.claim({ most: 1, at: new Date(), leaseInMs: 20_000 });
  const claim = { jobId: claimed?.job.jobId ?? '', token: claimed?.token ?? 0 };
  expect(await jobs.renew([claim], { at: new Date(), leaseInMs: 20_000 })).toEqual([]);
  expect(await jobs.settle([{ ...claim, settlement: { state: 'finished' } }], new Date())).toEqual([]);
  await jobs.cancelRequests([claim.jobId]);
  await jobs.cancel('new', new Date());
  await jobs.forget(new Date(0), 10);
  await jobs.removeSource('s');
  const requests = createRequestCountStore(database);
  await requests.add([{ key: 'new', windowStart: 1, requests: 1 }]);
  await requests.forget(0);
  const idempotency = createIdempotencyStore(database);
  const request = { userId: 'new', key: 'new', requestHash: 'x' };
  await idempotency.claim(request, { at: new Date(), leaseInMs: 1_000, keepInMs: 1_000 });
  await idempotency.keep(request, 'x', { status: 200, body: '{}' });
  await idempotency.release(request, 'x');
  await idempotency.forget(new Date(0));
}

async function collectNothing(pages: AsyncIterable<unknown[]>): Promise<void> {
  for await (const page of pages) {
    expect(page).toEqual([]);
  }
}

async function first(pages: AsyncIterable<unknown[]>): Promise<void> {
  for await (const page of pages) {
    expect(page.length).toBeGreaterThan(0);
    return;
  }
}

/**
 * A value of a column as SQL over the numbers `channel` (from 0) and `n` (from 1), in words of both engines.
 *
 * @param otherwise for a column that is given no value of its own
 */
export function columnExpression(table: string, column: string, otherwise: string): string {
  const channel = 'cast(1000000001 + channel as text)';
  const own: Record<string, string> = {
    channel_id: channel,
    space: '0',
    message_id: 'n',
    sequence: 'n',
    thread_id: 'n - (n % 5)',
    parent_id: 'case when n % 5 = 0 then null else n - (n % 5) end',
    current_version: '0',
    version: table === 'message_versions' ? '0' : '1',
    source_ref: `'tg:' || ${channel} || ':post:' || n`,
    topic_id:
      table === 'topic_items'
        ? `'topic:tg:' || ${channel} || ':post:' || (n % 200)`
        : `'topic:tg:' || ${channel} || ':post:' || n`,
    position: 'n / 200',
    run_id: "channel || '-' || n",
    run_number: 'channel * 1000000 + n',
    status: table === 'idempotency_keys' ? '201' : "case when n % 10 = 0 then 'retired' else 'active' end",
    duplicate_of: `case when n % 50 = 0 then 'tg:' || ${channel} || ':post:' || (n - 1) else null end`,
    sketch_key: "'sketch ' || (n / 2)",
    outcome: "'done'",
    state:
      table === 'jobs'
        ? "case when n % 100 = 0 then 'queued' else 'finished' end"
        : "case when n % 100 = 0 then 'failed' else 'documented' end",
    job_id: table === 'jobs' ? "'job ' || channel || '-' || n" : 'null',
    job_number: 'channel * 1000000 + n',
    source_id: `'source-' || channel || '-' || (n % 10)`,
    owner_id: `'user-' || channel`,
    exclusive_key: `'source-' || channel || '-' || (n % 10)`,
    lane: `'user-' || channel`,
    turn: 'n',
    rank: '0',
    progress: 'null',
    result: 'null',
    error: 'null',
    skip_reason: 'null',
    album_id: 'null',
    forum_topic_id: 'null',
    forum_topic_title: 'null',
    call_id: "'call ' || channel || '-' || n",
    scope: "'scope ' || channel || '-' || n",
    answer_key: "'key ' || channel || '-' || n",
    batch_key: "'batch ' || channel || '-' || n",
    limit_key: "'limit ' || channel || '-' || n",
    count_key: "'count ' || channel || '-' || n",
    idempotency_key: "'key ' || channel || '-' || n",
    text_key: "'key ' || channel || '-' || n",
  };
  return own[column] ?? otherwise;
}
