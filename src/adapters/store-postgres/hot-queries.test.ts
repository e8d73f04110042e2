import { type CompiledQuery, Kysely, sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTemporaryPostgres } from '../../../test/contract/open-temporary-postgres.ts';
import { newMessage, noon } from '../../../test/contract/raw-messages.ts';
import type { DatabaseName } from '../../ports/databases.ts';
import { createDocumentStore } from '../store-sql/document-store/document-store.ts';
import { createRawStore } from '../store-sql/raw-store/raw-store.ts';
import { createRunStore } from '../store-sql/run-store/run-store.ts';
import type { SqlDatabase } from '../store-sql/sql-database.ts';
import { createTopicStore } from '../store-sql/topic-store/topic-store.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { PostgresPool } from './postgres-pool.ts';
import { readPostgresSchema } from './read-postgres-schema.ts';

/** Of the channel that is asked for; as many rows again are of each of nine other channels. */
const rowsPerChannel = 20_000;
const channels = 10;
const channelId = '1000000001';
const refOf = (id: number) => `tg:${channelId}:post:${id}`;
const topicId = `topic:tg:${channelId}:post:1`;

describe('among 200,000 rows', { timeout: 120_000 }, () => {
  it('every query of the raw store goes through an index', async () => {
    const { database, scans } = await openFilled('raw');
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
    await store.counts(channelId);
    expect(await scans()).toEqual([]);
  });

  it('every query about documents, topics and runs goes through an index', async () => {
    const { database, scans } = await openFilled('processing');
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
    await topics.bundleSizes(channelId);
    await topics.topicsBetween(channelId, refOf(1), refOf(100));
    await topics.history(topicId);
    await first(topics.readOutside(channelId, { pageSize: 200 }));
    const runs = createRunStore(database);
    await runs.start({ runId: 'new', step: 'ingest', channelId, at: new Date(0) });
    await runs.get('new');
    await runs.list({ channelId, limit: 5 });
    expect(await scans()).toEqual([]);
  });
});

/** A database with rows in every table, that remembers what it was asked. */
async function openFilled<Schema>(
  name: DatabaseName,
): Promise<{ database: SqlDatabase<Schema>; scans: () => Promise<string[]> }> {
  const { url } = await openTemporaryPostgres();
  const pool = new PostgresPool({ connectionString: url }).share();
  onTestFinished(() => pool.close());
  const plain = new Kysely<Schema>({ dialect: postgresDialect({ pool, schema: name }) });
  await fill(plain as unknown as Kysely<unknown>, name);
  const queries: CompiledQuery[] = [];
  const watched = new Kysely<Schema>({
    dialect: postgresDialect({ pool, schema: name }),
    log: ({ query }) => void queries.push(query),
  }).withSchema(name);
  return {
    database: {
      read: (work) => work(watched),
      write: (work) => watched.transaction().execute(work),
      lock: async () => {},
    },
    async scans() {
      const found: string[] = [];
      for (const query of queries.filter((one) => /^(select|update|delete|with)/.test(one.sql))) {
        found.push(...(await scannedBy(plain as unknown as Kysely<unknown>, query)));
      }
      return found;
    },
  };
}

/** One row a channel: a page in all, which the server rightly reads whole. */
const smallTables = ['channels', 'catalogues', 'processing_progress', 'step_locks'];

/** Large tables that a query reads from one end to the other, each with the query. */
async function scannedBy(database: Kysely<unknown>, query: CompiledQuery): Promise<string[]> {
  const { rows } = await database.executeQuery<{ 'QUERY PLAN': string }>({ ...query, sql: `explain ${query.sql}` });
  return rows
    .map((row) => row['QUERY PLAN'])
    .filter((line) => /Seq Scan on/.test(line) && !smallTables.some((table) => line.includes(`Seq Scan on ${table} `)))
    .map((line) => `${line.trim()}: ${query.sql.slice(0, 300)}`);
}

async function first(pages: AsyncIterable<unknown[]>): Promise<void> {
  for await (const page of pages) {
    expect(page.length).toBeGreaterThan(0);
    return;
  }
}

/** Puts rows into every table, generated by the server, and lets it count them. */
async function fill(database: Kysely<unknown>, schema: DatabaseName): Promise<void> {
  for (const { name, columns } of (await readPostgresSchema(database, schema)).tables) {
    const values = columns.map(({ name: column, type }) => sql`${sql.raw(expressionOf(name, column, type))}`);
    await database.transaction().execute(async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      await sql`insert into ${sql.table(`${schema}.${name}`)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
        select ${sql.join(values)} from generate_series(0, ${sql.lit(channels - 1)}) as channel, generate_series(1, ${sql.lit(
          rowsPerChannel,
        )}) as n where ${sql.raw(smallTables.includes(name) ? 'n = 1' : 'true')}`.execute(transaction);
    });
    await sql`analyze ${sql.table(`${schema}.${name}`)}`.execute(database);
  }
}

/** As SQL over the numbers `channel` and `n`. */
function expressionOf(table: string, column: string, type: string): string {
  const channel = '(1000000001 + channel)::text';
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
    status: "case when n % 10 = 0 then 'retired' else 'active' end",
    duplicate_of: `case when n % 50 = 0 then 'tg:' || ${channel} || ':post:' || (n - 1) else null end`,
    sketch_key: "'sketch ' || (n / 2)",
    outcome: "'done'",
    state: "case when n % 100 = 0 then 'failed' else 'documented' end",
    skip_reason: 'null',
    album_id: 'null',
    forum_topic_id: 'null',
    forum_topic_title: 'null',
  };
  return own[column] ?? defaultOf(type);
}

function defaultOf(type: string): string {
  if (/^json/.test(type)) {
    return `'{"text":"some text that takes some space in a row, as messages do"}'`;
  }
  if (/^timestamp/.test(type)) {
    return "'2024-05-06T12:00:00Z'::timestamptz + n * interval '1 minute'";
  }
  return /^(int|bigint|double)/.test(type) ? 'n' : /^bool/.test(type) ? 'false' : "'x' || n";
}
