// Run as a process of its own: mixed-operations.mjs '{"engine", "url" or "folder", "worker", "workers", "operations"}'
// Does many things of every kind on one channel, each so that it may be repeated, and prints what must be there afterwards.
const request = JSON.parse(process.argv[2]);
const { engine, worker, workers, operations } = request;
const built = new URL('../../dist/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { openStores } = await load('adapters/store-sql/open-stores.js');
const { storeMessages } = await load('ingest/store-messages.js');
const { seededRandom } = await load('lib/seeded-random.js');

const stores = openStores(await openSet());
const random = seededRandom(worker + 1);
const channelId = '1000000001';
const at = '2024-05-01T12:00:00Z';
const made = { messages: 0, documents: 0, runs: 0, attempts: 0, locks: 0 };
const kinds = [writeMessages, saveDocuments, recordRun, recordAttempt, holdLock, readBack];

for (let index = 0; index < operations; index += 1) {
  const work = kinds[Math.floor(random() * kinds.length)];
  await untilStored(() => work(index));
}
await stores.close();
console.log(JSON.stringify(made));

/** Ids of this worker lie between those of the others, so that all write into the same pages and threads. */
function idOf(index, part) {
  return (index * 10 + part) * workers + worker + 1;
}

async function writeMessages(index) {
  const messages = Array.from({ length: 5 }, (_, part) => newMessage(idOf(index, part)));
  await stores.rawStore.writeChunk(channelId, (chunk) => storeMessages(chunk, { space: 'post', messages }, at));
  return { messages: 5 };
}

async function saveDocuments(index) {
  const documents = Array.from({ length: 3 }, (_, part) => newDocument(idOf(index, part)));
  await stores.documentStore.saveChunk(channelId, {
    states: documents.map(({ source_message_id }) => ({
      space: 'post',
      messageId: Number(source_message_id),
      state: 'documented',
      skipReason: null,
      fingerprint: 'x',
    })),
    documents: documents.map((document) => ({ document, sketch: [`sketch ${index % 7}`] })),
    failures: [],
  });
  if (index % 25 === 0) {
    await stores.documentStore.settleDuplicates(channelId);
  }
  return { documents: 3 };
}

async function recordRun(index) {
  const runId = `${worker}-${index}`;
  if ((await stores.runStore.get(runId)) === null) {
    await stores.runStore.start({ runId, step: 'export', channelId, at: new Date(at) });
  }
  await stores.runStore.finish(runId, { outcome: 'done', report: { index }, at: new Date(at) });
  return { runs: 1 };
}

async function recordAttempt() {
  // An attempt cannot be told from its repetition, so it is only recorded where no commit gets lost.
  if (request.isRestarted) {
    return {};
  }
  await stores.sourceStore.recordAttempt({
    sourceId: 'shared',
    startedAt: at,
    finishedAt: at,
    outcome: 'done',
    errorCode: null,
    messagesAdded: 1,
  });
  return { attempts: 1 };
}

async function holdLock() {
  const answer = await stores.stepLocks.acquire({ step: 'process', channelId, at: new Date() });
  if ('lease' in answer) {
    await answer.lease.release();
    return { locks: 1 };
  }
  return {};
}

async function readBack() {
  await stores.rawStore.counts(channelId);
  await stores.documentStore.ledger(channelId);
  return {};
}

/** A lost connection is no failure of an operation: it is done again. */
async function untilStored(work) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      for (const [what, count] of Object.entries(await work())) {
        made[what] += count;
      }
      return;
    } catch (error) {
      const isLost = ['storage_unreachable', 'commit_unknown', 'pool_timeout'].includes(error.code);
      if (!request.isRestarted || !isLost || attempt > 60) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function openSet() {
  if (engine === 'postgresql') {
    const { openPostgresDatabases } = await load('adapters/store-postgres/open-postgres-databases.js');
    const connection = { connectionString: request.url };
    return openPostgresDatabases({
      connections: { ingestion: connection, raw: connection, processing: connection },
      pool: { size: 2, maxOverflow: 2 },
      retry: { maxAttempts: 5, baseInMs: 50, maxInMs: 1000, jitter: 0.3 },
    });
  }
  const { openSqliteDatabases } = await load('adapters/store-sqlite/open-sqlite-databases.js');
  return openSqliteDatabases({ paths: request.paths });
}

function newMessage(id) {
  return {
    id: String(id),
    message_type: 'post',
    source_ref: `tg:${channelId}:post:${id}`,
    channel_id: channelId,
    date: at,
    text: `message ${id}`,
    ...(id > 50 ? { parent_message_id: String(id - 37) } : {}),
  };
}

function newDocument(id) {
  const sourceRef = `tg:${channelId}:post:${id}`;
  return {
    id: `doc:${sourceRef}`,
    source_ref: sourceRef,
    source_message_id: String(id),
    channel_id: channelId,
    processed_at: at,
    date: at,
    text_clean: `document ${id}`,
    title: `document ${id}`,
    summary: null,
    topics: [],
    keywords: [],
    entities: [],
    language: 'en',
    noise: { is_noise: false, kind: null, reason: null },
    duplicate_of: null,
    content_hash: 'sha256:x',
    message_type: 'post',
    metadata: {},
  };
}
