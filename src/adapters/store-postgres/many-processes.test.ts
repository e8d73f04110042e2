import { describe, expect, it } from 'vitest';
import { chunkOf, newDocument } from '../../../test/contract/documents.ts';
import { openTemporaryPostgres } from '../../../test/contract/open-temporary-postgres.ts';
import { channelId, newMessage, noon } from '../../../test/contract/raw-messages.ts';
import { runSql, temporaryPostgres } from '../../../test/support/temporary-postgres.ts';
import { migrationsByDatabase } from '../store-sql/migrations/migrations-by-database.ts';
import type { OpenedStores } from '../store-sql/open-stores.ts';

const at = new Date('2024-05-06T10:00:00Z');

/** Each has a pool of its own, as processes have. */
describe('several programs on one PostgreSQL database', () => {
  it('create its schemas at once: one works, the others wait', async () => {
    const url = await temporaryPostgres();
    await programs(8, url);
    const rows = await runSql<{ name: string }>(url, 'select name from processing.schema_version order by name');
    expect(rows.map(({ name }) => name)).toEqual(migrationsByDatabase.processing.map(({ name }) => name));
    const schemas = await runSql<{ nspname: string }>(
      url,
      `select nspname from pg_namespace where nspname in ('ingestion', 'raw', 'processing')`,
    );
    expect(schemas.length).toBe(3);
    expect(await runSql(url, `select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  it('write chunks of one channel: every sequence once', async () => {
    const all = await programs(6);
    await atOnce(all, ({ rawStore }, index) =>
      rawStore.writeChunk(channelId, (chunk) => chunk.insert([newMessage(2 * index + 1), newMessage(2 * index + 2)], noon)),
    );
    const [{ rawStore }] = all;
    expect(await rawStore.lastSequence(channelId)).toBe(12);
    const sequences = await runSql<{ sequence: string }>(all[0].url, 'select sequence from raw.messages order by sequence');
    expect(sequences.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('save documents of one channel: every change raises the revision', async () => {
    const all = await programs(6);
    await atOnce(all, ({ documentStore }, index) =>
      documentStore.saveChunk(channelId, chunkOf([{ document: newDocument(index + 1), sketch: ['same'] }])),
    );
    const [{ documentStore }] = all;
    expect((await documentStore.progress(channelId)).revision).toBe(6);
    const duplicates = await Promise.all(all.map((stores) => stores.documentStore.settleDuplicates(channelId)));
    expect(duplicates).toEqual([5, 5, 5, 5, 5, 5]);
    expect((await documentStore.progress(channelId)).revision).toBe(7);
  });

  it('start runs: each gets a number of its own', async () => {
    const all = await programs(6);
    await atOnce(all, ({ runStore }, index) =>
      runStore.start({ runId: `run ${index}`, step: 'process', channelId: `${index}`, at }),
    );
    expect((await all[0].runStore.list({ limit: 100 })).length).toBe(6);
  });

  it('register one source: one does, the others are told', async () => {
    const all = await programs(6);
    const answers = await Promise.allSettled(
      all.map(({ sourceStore }) => sourceStore.add({ sourceId: 'news', channelId: '1' }, noon)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    for (const answer of answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]) {
      expect(answer.reason).toMatchObject({ code: 'source_exists' });
    }
  });

  it('rename a source and record attempts: every place is taken once', async () => {
    const all = await programs(6);
    const [{ sourceStore }] = all;
    await sourceStore.add({ sourceId: 'news', title: 'first' }, noon);
    await atOnce(all, async (stores, index) => {
      await stores.sourceStore.update('news', { title: `title ${index}` }, noon);
      await stores.sourceStore.moveCursors('news', { head: index + 1 }, noon);
      await stores.sourceStore.recordAttempt({
        sourceId: 'news',
        startedAt: noon,
        finishedAt: noon,
        outcome: 'done',
        errorCode: null,
        messagesAdded: index,
      });
    });
    expect((await sourceStore.nameHistory('news')).length).toBe(7);
    expect((await sourceStore.cursors('news')).head).toBe(6);
    expect((await runSql(all[0].url, 'select * from ingestion.ingest_attempts')).length).toBe(6);
  });
});

type Program = Awaited<ReturnType<typeof openTemporaryPostgres>>;

async function programs(count: number, url?: string): Promise<[Program, ...Program[]]> {
  const where = url ?? (await temporaryPostgres());
  return (await Promise.all(Array.from({ length: count }, () => openTemporaryPostgres(where)))) as [Program, ...Program[]];
}

async function atOnce(all: Program[], work: (stores: OpenedStores, index: number) => Promise<unknown>): Promise<void> {
  await Promise.all(all.map(work));
}
