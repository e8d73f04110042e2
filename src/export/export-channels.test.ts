import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectValidExport } from '../../test/support/expect-valid-export.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openStores } from '../adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../adapters/store-sqlite/open-sqlite-databases.ts';
import type { ExportManifest } from '../domain/export-manifest.ts';
import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import type { Source } from '../domain/source.ts';
import type { TopicFile } from '../domain/topic-file.ts';
import { seedChannel, seedTopics, sourceOf } from './__fixtures__/seed-channel.ts';
import { exportChannels } from './export-channels.ts';
import type { ExportOptions } from './export-request.ts';
import type { ExportDependencies } from './export-stores.ts';

const seed = { channelId: '123', count: 40, comments: 2 };
const source = sourceOf('123', { username: 'chains' });

let folder: string;
let out: string;
let now: Date;
let dependencies: ExportDependencies;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = temporaryFolder();
  out = join(folder, 'kb');
  now = new Date('2026-03-02T10:00:00Z');
  const databases = openStores(
    openSqliteDatabases({
      paths: { ingestion: join(folder, 'i.sqlite'), raw: join(folder, 'r.sqlite'), processing: join(folder, 'p.sqlite') },
    }),
  );
  close = () => databases.close();
  dependencies = { ...databases, clock: { now: () => now }, log: { log: () => {} } };
});

afterEach(() => close());

const run = (options: Partial<ExportOptions> = {}, sources: Source[] = [source]) =>
  exportChannels(dependencies, sources, { out, programVersion: '1.0.0', ...options });

const read = (name: string, from = out) => readFileSync(join(from, name), 'utf8');
const readJson = <Value>(name: string) => JSON.parse(read(name)) as Value;
const entries = (name = 'kb_entries.ndjson') =>
  read(name)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as KnowledgeBaseEntry);
const messageRefs = () =>
  entries().flatMap(({ source: { type, source_ref } }) => (type === 'telegram_message' ? [source_ref] : []));
const topicFiles = () => readdirSync(out).filter((name) => /^topic_/.test(name));
const allFiles = (from = out) => Object.fromEntries(readdirSync(from).map((name) => [name, read(name, from)]));

describe('a full export', () => {
  it('has records that fit their schemas, files that the manifest names, and references that lead somewhere', async () => {
    await seedChannel(dependencies, seed);
    const { outcome, report } = await run();
    expect(outcome).toBe('done');
    expect(report).toMatchObject({ message_entries_total: 42, topic_entries_total: 6, topics_total: 6, files_total: 9 });
    expect(report.files).toEqual(['kb_entries.ndjson', 'topics.json', 'manifest.json']);
    expectValidExport(out);
  });

  it('sorts the entries of several channels by id, also when one channel id begins with the other', async () => {
    await seedChannel(dependencies, seed);
    await seedChannel(dependencies, { channelId: '12', count: 30 });
    await seedChannel(dependencies, { channelId: 'html-news', count: 11 });
    await run({}, [sourceOf('html-news'), source, sourceOf('12'), sourceOf('999'), { ...sourceOf('x'), channelId: null }]);
    expectValidExport(out);
    const ids = entries().map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('kb:msg:'))).toHaveLength(83);
    expect(ids).toEqual(ids.toSorted());
  });

  it('describes a message: summary before text, topics before labels, address, noise and comment threads', async () => {
    await seedChannel(dependencies, seed);
    await run();
    const byId = new Map(entries().map((entry) => [entry.id, entry]));
    const [two, twenty, comment] = ['post:2', 'post:20', 'comment:1'].map((key) => byId.get(`kb:msg:tg:123:${key}`));
    expect(two?.content).toMatch(/^How a chain is cleaned\.\n\nПост 2: /);
    expect(two?.topics).toEqual(['topic:tg:123:post:1', 'bicycles']);
    expect(two?.created_at).toBe('2026-03-01T12:00:00Z');
    expect(two?.metadata).toMatchObject({
      date: '2026-01-02T12:00:00Z',
      telegram_url: 'https://t.me/chains/2',
      noise: { is_noise: false },
      duplicate_of: null,
      processing: { pipeline_version: 'processing:v1.0.0' },
    });
    expect(twenty?.metadata.noise).toMatchObject({ is_noise: true, kind: 'advertising' });
    expect(twenty?.topics).toEqual(['bicycles']);
    expect(comment?.metadata.telegram_url).toBe('https://t.me/chains/1?comment=1');
  });

  it('resolves the messages of a topic with their addresses', async () => {
    await seedChannel(dependencies, seed);
    await run({}, [sourceOf('123')]);
    const file = readJson<TopicFile>('topic_topic_tg_123_post_1.json');
    expect(file.resolved_sources).toHaveLength(6);
    expect(file.resolved_sources[0]).toMatchObject({ source_ref: 'tg:123:post:1', telegram_url: 'https://t.me/c/123/1' });
    const entry = entries().find(({ id }) => id === 'kb:topic:topic:tg:123:post:1');
    expect(entry?.metadata.resolved_sources).toEqual(file.resolved_sources);
    expect(entry?.content).toBe('What a chain needs.\n\n+ chains\n− cars');
  });

  it('is written for a channel without anything', async () => {
    expect(await run()).toMatchObject({ outcome: 'done', report: { message_entries_total: 0, files_total: 3 } });
    expect(readJson('topics.json')).toEqual([]);
    expect(entries()).toEqual([]);
  });
});

describe('exporting again', () => {
  it('reads nothing and leaves the files when nothing changed', async () => {
    await seedChannel(dependencies, seed);
    const first = await run();
    const written = statSync(join(out, 'manifest.json')).mtimeMs;
    const before = allFiles();
    now = new Date('2026-04-01T00:00:00Z');
    const { documentStore, ...rest } = dependencies;
    const blind = {
      ...documentStore,
      progress: documentStore.progress.bind(documentStore),
      readDocuments: () => expect.fail('read'),
    };
    const second = await exportChannels({ ...rest, documentStore: blind }, [source], { out, programVersion: '1.0.0' });
    expect(second).toEqual({ outcome: 'nothing_to_do', report: { ...first.report, duration_seconds: 0 } });
    expect(allFiles()).toEqual(before);
    expect(statSync(join(out, 'manifest.json')).mtimeMs).toBe(written);
  });

  it('gives the same bytes elsewhere and later, but for exported_at and the hashes of the files that hold it', async () => {
    await seedChannel(dependencies, seed);
    await run();
    now = new Date('2026-04-01T00:00:00Z');
    const other = join(folder, 'other');
    await run({ out: other });
    const mask = (files: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [
          name,
          text.replace(/"exported_at": ?"[^"]*"/g, '').replace(/("path": "topic_[^}]*"sha256": )"[^"]*"/g, '$1'),
        ]),
      );
    expect(mask(allFiles(other))).toEqual(mask(allFiles()));
    expect(read('kb_entries.ndjson', other)).toBe(read('kb_entries.ndjson'));
  });

  it('keeps the files when stores moved on without changing what is exported, and knows so the next time', async () => {
    await seedChannel(dependencies, seed);
    await run();
    const before = allFiles();
    const { content_hash } = readJson<ExportManifest>('manifest.json');
    await dependencies.documentStore.setSettledSequence('123', 9999);
    now = new Date('2026-04-01T00:00:00Z');
    expect((await run()).outcome).toBe('nothing_to_do');
    const { 'manifest.json': _, ...files } = allFiles();
    const { 'manifest.json': __, ...filesBefore } = before;
    expect(files).toEqual(filesBefore);
    expect(readJson<ExportManifest>('manifest.json')).toMatchObject({ content_hash, exported_at: '2026-03-02T10:00:00Z' });
    expectValidExport(out);
    expect(readdirSync(folder).filter((name) => name.startsWith('.kb'))).toEqual([]);
  });

  it('replaces the set when topics, the name of the channel or an option changed, and leaves nothing stale', async () => {
    await seedChannel(dependencies, seed);
    await run();
    expect(topicFiles()).toHaveLength(6);
    await seedTopics(dependencies, { ...seed, count: 20 }, 'run-2');
    expect((await run()).outcome).toBe('done');
    expect(topicFiles()).toHaveLength(3);
    expect((await run({}, [sourceOf('123', { username: 'renamed' })])).outcome).toBe('done');
    expect(entries()[5]?.metadata.telegram_url).toContain('renamed');
    expect((await run({ pretty: true })).outcome).toBe('done');
    expect((await run({ programVersion: '1.0.1' })).outcome).toBe('done');
    expectValidExport(out);
  });

  it('writes again what somebody changed or removed', async () => {
    await seedChannel(dependencies, seed);
    await run();
    const before = read('topics.json');
    writeFileSync(join(out, 'topics.json'), '[]');
    expect((await run()).outcome).toBe('done');
    expect(read('topics.json')).toBe(before);
  });
});

describe('filters', () => {
  beforeEach(() => seedChannel(dependencies, seed));

  it('takes the messages of a period, both days included, and the topics that hold any of them', async () => {
    await run({ fromDate: '2026-01-02', toDate: '2026-01-08' });
    expect(messageRefs()).toEqual(['tg:123:comment:2', ...[2, 3, 4, 5, 6, 7, 8].map((id) => `tg:123:post:${id}`)]);
    expect(topicFiles()).toEqual(['topic_topic_tg_123_post_1.json', 'topic_topic_tg_123_post_7.json']);
    expect(readJson<ExportManifest>('manifest.json').filters).toMatchObject({
      from_date: '2026-01-02T00:00:00Z',
      to_date: '2026-01-08T23:59:59Z',
    });
  });

  it('takes one topic with its messages', async () => {
    await run({ topicId: 'topic:tg:123:post:7' });
    expect(messageRefs()).toEqual([11, 12, 13, 7, 8, 9].map((id) => `tg:123:post:${id}`));
    expect(entries().every(({ topics }) => topics[0] === 'topic:tg:123:post:7')).toBe(true);
    expect(topicFiles()).toEqual(['topic_topic_tg_123_post_7.json']);
    expectValidExport(out);
  });

  it('takes anchors only, and names a topic only in the entries that it holds', async () => {
    await run({ includeSupporting: false });
    expect(readJson<TopicFile>('topic_topic_tg_123_post_1.json').topic_bundle.items).toHaveLength(2);
    expect(messageRefs()).toHaveLength(42);
    const inTopics = entries().filter(({ source: { type }, topics }) => type === 'telegram_message' && topics.length === 2);
    expect(inTopics).toHaveLength(12);
    await run({ includeSupporting: false, topicId: 'topic:tg:123:post:1' });
    expect(messageRefs()).toEqual(['tg:123:post:1', 'tg:123:post:2']);
  });

  it.each([
    { topicId: 'topic:tg:123:post:3' },
    { topicId: 'x', level: 'raw' as const },
    { level: 'processed' as const, format: 'csv' as const },
    { fromDate: '2026-02-30' },
  ])('refuses %j and writes nothing', async (options) => {
    await expect(run(options)).rejects.toMatchObject({ code: 'usage_invalid' });
    expect(readdirSync(folder).filter((name) => name.includes('kb'))).toEqual([]);
  });
});

describe('levels and formats', () => {
  beforeEach(() => seedChannel(dependencies, seed));

  it('writes raw messages with their payload, posts first, ids ascending', async () => {
    const { report } = await run({ level: 'raw' });
    expect(report).toMatchObject({ raw_messages_total: 42, files: ['raw_messages.ndjson', 'manifest.json'] });
    const messages = read('raw_messages.ndjson')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.map(({ source_ref }) => source_ref).slice(0, 2)).toEqual(['tg:123:post:1', 'tg:123:post:2']);
    expect(messages.at(-1)).toMatchObject({ source_ref: 'tg:123:comment:2', raw_payload: { id: 2 } });
  });

  it('writes documents without topics', async () => {
    await run({ level: 'processed', format: 'json', pretty: true, toDate: '2026-01-03' });
    const documents = readJson<{ source_ref: string }[]>('processed_documents.json');
    expect(documents.map(({ source_ref }) => source_ref)).toEqual([
      'tg:123:comment:1',
      'tg:123:comment:2',
      'tg:123:post:1',
      'tg:123:post:2',
      'tg:123:post:3',
    ]);
    expect(readdirSync(out).sort()).toEqual(['manifest.json', 'processed_documents.json']);
  });

  it('writes the same entries as NDJSON, as one JSON array and as indented JSON', async () => {
    await run();
    const expected = entries();
    await run({ format: 'json' });
    expect(readJson('kb_entries.json')).toEqual(expected);
    await run({ format: 'json', pretty: true });
    expect(readJson('kb_entries.json')).toEqual(expected);
    expect(read('kb_entries.json')).toMatch(/^\[\n {2}\{\n {4}"id": /);
  });

  it('writes a row an entry as CSV', async () => {
    await run({ format: 'csv' });
    expect(read('kb_entries.csv').match(/^"kb:/gm)).toHaveLength(48);
  });

  it('writes a vault whose links lead to files, with every message in a note or in the list of the others', async () => {
    await run({ format: 'markdown' });
    const names = new Set(readdirSync(out));
    const notes = [...names].filter((name) => name.endsWith('.md')).map((name) => read(name));
    const links = notes.flatMap((note) =>
      [...note.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link]) => decodeURIComponent(link ?? '')),
    );
    expect(links.length).toBeGreaterThan(6);
    expect(links.filter((link) => !names.has(link))).toEqual([]);
    const text = notes.join('\n');
    for (const messageId of Array.from({ length: 40 }, (_, index) => index + 1)) {
      expect(text).toContain(`https://t.me/chains/${messageId})`);
    }
    expect(read('messages_without_topic.md')).toContain('(advertising)');
  });
});

describe('text of a channel', () => {
  const forgery = '---\nid: "x"\n# Head\n[[link]] ![i](j) <script>alert(1)</script>\n\n> - item\n```\n%%\n</details>\u2028---';

  it('forges nothing in a vault', async () => {
    await seedChannel(dependencies, { channelId: '7', count: 12, text: () => forgery, topicTitle: () => forgery });
    await run({ format: 'markdown' }, [sourceOf('7', { title: forgery })]);
    for (const name of readdirSync(out).filter((file) => file.endsWith('.md'))) {
      const lines = read(name).split(/[\n\u2028]/);
      expect(
        lines.filter((line) => line === '---'),
        name,
      ).toHaveLength(2);
      expect(read(name).split('\n---\n')[1]).not.toMatch(/<script|(?<!\\)\[\[|(?<!\\)!\\?\[|^```|^# Head/m);
    }
  });
});

describe('a failing export', () => {
  it('is stopped between pages by a signal and leaves the old set', async () => {
    await seedChannel(dependencies, seed);
    await run();
    const before = allFiles();
    const controller = new AbortController();
    const stopped = run({ pretty: true, signal: controller.signal, onProgress: () => controller.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
    expect(allFiles()).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.includes('.tg-parser-'))).toEqual([]);
  });

  it('refuses a folder with files of somebody else before it does anything', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'letter.txt'), 'dear');
    await expect(run()).rejects.toMatchObject({ code: 'output_not_ours' });
    expect(readdirSync(out)).toEqual(['letter.txt']);
  });

  it('says clearly that the parent is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(run({ out: join(folder, 'file', 'kb') })).rejects.toMatchObject({ code: 'output_failed' });
  });
});
