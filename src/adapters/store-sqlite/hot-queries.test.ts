import Database from 'better-sqlite3';
import { type CompiledQuery, Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chunkOf, newDocument, refOf } from '../../../test/contract/documents.ts';
import { askProcessingStores, askRawStore, channels, columnExpression, rowsIn } from '../../../test/contract/hot-queries.ts';
import { databasePaths, openTemporaryDatabases } from '../../../test/contract/open-temporary-databases.ts';
import { channelId, collect, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { DatabaseName } from '../../ports/databases.ts';
import { createDocumentStore } from '../store-sql/document-store/document-store.ts';
import { createRawStore } from '../store-sql/raw-store/raw-store.ts';
import { createRunStore } from '../store-sql/run-store/run-store.ts';
import type { ProcessingSchema } from '../store-sql/schema/processing-schema.ts';
import type { RawSchema } from '../store-sql/schema/raw-schema.ts';
import type { SqlDatabase } from '../store-sql/sql-database.ts';
import { createStepLocks } from '../store-sql/step-locks/step-locks.ts';
import { createTopicStore } from '../store-sql/topic-store/topic-store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

it('every query of the raw store goes through an index', async () => {
  const { database, plans } = await openWatched('raw');
  const store = createRawStore(database);
  await store.writeChunk(channelId, async (chunk) => {
    await chunk.insert([newMessage(1), newMessage(2)], noon);
    await chunk.versions('post', [1, 2]);
    await chunk.currentRecords('post', [1, 2]);
    await chunk.places('post', [1, 2]);
    await chunk.placesBetween('post', 1, 2);
    await chunk.awaitedThreads('post', [1, 2]);
    await chunk.placesInThread('post', 1);
    await chunk.movePlaces([{ space: 'post', messageId: 2, threadId: 1, forumTopicId: null, albumId: null }]);
  });
  await store.changedBlocks(channelId, 1, 1024);
  await store.readRange(channelId, 'post', 1, 1024);
  await store.getMessages(channelId, 'post', [1, 2]);
  await collect(store.readAll(channelId, { pageSize: 1, withPayload: true, from: noon }));
  await collect(store.readThreads(channelId, { pageSize: 1, from: noon }));
  await store.threadPlaces(channelId, 'post', [1, 2]);
  await store.counts(channelId);
  await store.removeChannel(channelId);
  expect(plans().filter(isFullScan)).toEqual([]);
});

it('every query about documents, topics, runs and locks goes through an index', async () => {
  const { database, plans } = await openWatched('processing');
  const store = createDocumentStore(database);
  await store.saveChunk(channelId, chunkOf([1, 2].map((id) => ({ document: newDocument(id), sketch: ['a'] }))));
  await store.settleDuplicates(channelId);
  await store.states(channelId, 'post', 1, 1024);
  await store.getDocuments([refOf(1), refOf(2)]);
  await collect(store.readDocuments(channelId, { pageSize: 1, from: noon }));
  await collect(store.readDocumentsInOrder(channelId, { pageSize: 1 }));
  await store.counts(channelId);
  await store.ledger(channelId);
  await store.failures(channelId, { limit: 5 });
  const topics = createTopicStore(database);
  await topics.cards(channelId);
  await topics.bundle('topic:tg:1:post:1');
  await topics.topicsBetween(channelId, refOf(1), refOf(2));
  await topics.history('topic:tg:1:post:1');
  await collect(topics.readOutside(channelId, { pageSize: 1 }));
  await topics.outsideDocument(channelId, refOf(1));
  await topics.topicOf(channelId, refOf(1));
  await topics.countVersions(channelId);
  const runs = createRunStore(database);
  await runs.start({ runId: 'a', step: 'ingest', channelId, at: new Date(0) });
  await runs.list({ channelId, limit: 5 });
  const locks = createStepLocks({ raw: (await openWatched<RawSchema>('raw')).database, processing: database });
  const answer = await locks.acquire({ step: 'process', channelId, at: new Date(0) });
  if ('lease' in answer) {
    await answer.lease.renew(new Date(0));
    await answer.lease.stores.documentStore.setSettledSequence(channelId, 1);
    await answer.lease.release();
  }
  await locks.held({ channelId, at: new Date(0) });
  await topics.removeChannel(channelId);
  await store.removeChannel(channelId);
  expect(plans().filter(isFullScan)).toEqual([]);
});

describe.each([
  ['that SQLite knows nothing of', ''],
  ['that SQLite has counted', 'analyze'],
])('among 100,000 rows %s', { timeout: 120_000 }, (_, counting) => {
  it('every query of the raw store goes through an index', async () => {
    const { database, plans } = await openWatched<RawSchema>('raw', (file) => fill(file, counting));
    await askRawStore(database);
    expect(plans().filter(isFullScan)).toEqual([]);
  });

  it('every query about documents, topics and runs goes through an index', async () => {
    const { database, plans } = await openWatched<ProcessingSchema>('processing', (file) => fill(file, counting));
    await askProcessingStores(database);
    expect(plans().filter(isFullScan)).toEqual([]);
  });
});

/** Puts rows into every table. @param counting what is executed when all are there */
function fill(file: Database.Database, counting: string): void {
  const tables = file
    .prepare(
      "select name from sqlite_master where type = 'table' and name not in ('schema_version') and name not like 'sqlite_%'",
    )
    .all() as { name: string }[];
  file.pragma('foreign_keys = OFF');
  file.exec('begin');
  for (const { name } of tables) {
    const columns = file.pragma(`table_info(${name})`) as { name: string; type: string }[];
    const rows = rowsIn(name);
    const values = columns.map((column) => columnExpression(name, column.name, defaultOf(column)));
    file.exec(`with recursive
      channels(channel) as (select 0 union all select channel + 1 from channels where channel < ${channels - 1}),
      numbers(n) as (select 1 union all select n + 1 from numbers where n < ${rows})
      insert into ${name} (${columns.map((column) => `"${column.name}"`).join(', ')})
      select ${values.join(', ')} from channels, numbers`);
  }
  file.exec('commit');
  file.pragma('foreign_keys = ON');
  file.exec(counting);
}

const jsonColumns: readonly string[] = [
  'record',
  'raw_payload',
  'changed_fields',
  'counts',
  'card',
  'bundle',
  'item',
  'report',
  'request',
];

/** As SQL over the number `n`. */
function defaultOf({ name, type }: { name: string; type: string }): string {
  if (jsonColumns.includes(name)) {
    return `'{"text":"some text that takes some space in a row, as messages do"}'`;
  }
  if (name === 'date' || name.endsWith('_at')) {
    return "strftime('%Y-%m-%dT%H:%M:%SZ', '2024-05-06 12:00:00', n || ' minutes')";
  }
  return /text|char/i.test(type) ? "'x' || n" : 'n % 2';
}

/** A database that remembers how SQLite would run what it was asked. */
async function openWatched<Schema>(
  name: DatabaseName,
  prepare: (file: Database.Database) => void = () => {},
): Promise<{ database: SqlDatabase<Schema>; plans: () => string[] }> {
  const folder = temporaryFolder();
  const { databases } = await openTemporaryDatabases(folder);
  await databases.upgrade(name);
  const path = databasePaths(folder)[name];
  const file = new Database(path);
  onTestFinished(() => {
    file.close();
  });
  prepare(file);
  const queries: CompiledQuery[] = [];
  const watched = new Kysely<Schema>({
    dialect: sqliteDialect(file, { path, busyTimeoutMs: 1000 }),
    log: ({ query }) => void queries.push(query),
  });
  return {
    database: { read: (work) => work(watched), write: (work) => watched.transaction().execute(work), lock: async () => {} },
    plans: () => queries.filter(({ sql }) => !/^(begin|commit|rollback)/.test(sql)).flatMap((query) => planOf(file, query)),
  };
}

function planOf(file: Database.Database, { sql, parameters }: CompiledQuery): string[] {
  const bound = parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  const steps = file.prepare(`explain query plan ${sql}`).all(bound) as { detail: string }[];
  return steps.map(({ detail }) => `${detail}: ${sql.slice(0, 300)}`);
}

/** Values in the statement itself are scanned, too: that is no table. Walking an index up to a limit is no full scan. */
function isFullScan(step: string): boolean {
  const isScan = /^SCAN (?!\d+-ROW|CONSTANT)/.test(step) && !/ USING (COVERING )?INDEX .* limit \?$/.test(step);
  return isScan || /^USE TEMP B-TREE FOR ORDER BY: select .* limit /.test(step);
}
