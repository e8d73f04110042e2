import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TopicBundle, TopicCard } from '../../src/domain/topic-card.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

/** Posts of four Russian channels about money: not part of the repository. */
const financePosts = fileURLToPath(new URL('../../../shared/fixtures/multi-channel/finance-ru.json', import.meta.url));

function openFolder() {
  const folder = temporaryFolder();
  const out = join(folder, 'kb');
  const command = (...words: string[]) => runInProcess([...words, '--data-dir', join(folder, 'data'), '--no-progress']);
  const json = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await command(...words, '--json');
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  /** Only looks: without the time that a process takes to start. */
  const look = async (...words: string[]) =>
    JSON.parse((await runInProcess([...words, '--data-dir', join(folder, 'data'), '--no-progress', '--json'])).stdout);
  const read = (path: string) => json('run', '--from-export', path, '--skip-topicize', '--out', out);
  return { folder, out, command, json, look, read };
}

async function openTwoClubs() {
  const opened = openFolder();
  for (const [name, count, id] of [
    ['first.json', 60, 1500000001],
    ['second.json', 40, 1500000022],
  ] as const) {
    const path = join(opened.folder, name);
    writeSmallExport(path, count, id);
    await opened.read(path);
  }
  return opened;
}

const [first, second] = ['1500000001', '1500000022'];

test('two channels have topics together, which are listed, shown, exported and worked out again by the name of their set', {
  timeout: 120_000,
}, async () => {
  const { out, command, json, look } = await openTwoClubs();
  const run = await json('topicize', '--channel', second, '--channel', first, '--set', 'clubs');
  expect(run).toMatchObject({ outcome: 'done', channel_id: 'set:clubs', documents_considered: 100 });
  expect(run.topics_total).toBeGreaterThan(0);
  expect((await json('topicize', '--set', 'clubs')).outcome).toBe('nothing_to_do');
  expect((await json('topicize', '--channel', first, '--channel', second, '--set', 'clubs')).outcome).toBe('nothing_to_do');

  const { sets } = await look('topics', 'sets');
  expect(sets).toMatchObject([
    {
      name: 'clubs',
      channels: [
        { channel_id: first, documents: 60 },
        { channel_id: second, documents: 40 },
      ],
      topics: run.topics_total,
      documents: 100,
      in_topics: run.covered_items_total,
    },
  ]);

  const topics: TopicCard[] = (await look('topics', 'list', '--set', 'clubs')).topics;
  expect(topics).toHaveLength(run.topics_total);
  expect((await look('topics', 'list', '--channel', first)).topics).toEqual([]);
  const bundles: TopicBundle[] = [];
  for (const { id } of topics) {
    bundles.push((await look('topics', 'show', id)).topic_bundle);
  }
  const shared = bundles.find(({ channels }) => channels.length === 2);
  expect(shared?.metadata.channel_shares).toEqual({ [first]: expect.any(Number), [second]: expect.any(Number) });
  const shown = await command('topics', 'show', shared?.topic_id ?? '');
  expect(shown.stdout).toMatch(/Channels: Club \d+\.\d %, Club \d+\.\d %/);

  expect(await json('export', '--set', 'clubs', '--out', out)).toMatchObject({ outcome: 'done' });
  expectValidExport(out);
  expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).filters).toMatchObject({
    channel_ids: [first, second],
    catalogue_id: 'set:clubs',
  });
  const exported: TopicCard[] = JSON.parse(readFileSync(join(out, 'topics.json'), 'utf8'));
  expect(exported.map(({ id }) => id)).toEqual(topics.map(({ id }) => id));
  expect((await json('export', '--set', 'clubs', '--out', out)).outcome).toBe('nothing_to_do');
});

test('topics of a set and of its channels have ids of their own, and a person can correct either', {
  timeout: 120_000,
}, async () => {
  const { json, command, look } = await openTwoClubs();
  await json('topicize', '--channel', first);
  const own: TopicCard[] = (await look('topics', 'list', '--channel', first)).topics;
  await json('topicize', '--channel', first, '--channel', second);
  const name = `${first}+${second}`;
  const together: TopicCard[] = (await look('topics', 'list', '--set', name)).topics;
  expect(together.filter(({ id }) => own.some((card) => card.id === id))).toEqual([]);
  expect((await look('topics', 'list', '--channel', first)).topics).toEqual(own);
  await json('topics', 'rename', together[0]?.id ?? '', 'Of both');
  expect((await json('topicize', '--set', name, '--force')).outcome).toBe('done');
  expect((await look('topics', 'list', '--set', name)).topics).toContainEqual(expect.objectContaining({ title: 'Of both' }));
  const mixed = await command('topics', 'merge', together[0]?.id ?? '', own[0]?.id ?? '');
  expect(mixed.exitCode).toBe(2);
});

test('a channel that is removed takes the sets along that it is in, and says so before', { timeout: 120_000 }, async () => {
  const { json, command, look } = await openTwoClubs();
  await json('topicize', '--channel', first, '--channel', second, '--set', 'clubs');
  await json('topicize', '--channel', first);
  const { topics } = await look('topics', 'list', '--channel', first);
  const asked = await command('sources', 'remove', second);
  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toMatch(/Nothing was deleted: .* 0 topics; with it go the set "clubs" with \d+ topics/);
  expect((await json('sources', 'remove', second, '--yes')).removed.channel_sets).toMatchObject([{ name: 'clubs' }]);
  expect((await look('topics', 'sets')).sets).toEqual([]);
  expect((await look('topics', 'list', '--channel', first)).topics).toEqual(topics);
  const gone = await command('topicize', '--set', 'clubs');
  expect([gone.exitCode, gone.stderr]).toEqual([2, expect.stringContaining('No set of channels is called "clubs"')]);
});

test('what does not fit together is refused before anything is done', { timeout: 60_000 }, async () => {
  const { look, command } = await openTwoClubs();
  for (const [words, message] of [
    [['topicize'], 'Neither a channel nor a set of channels was named'],
    [['topicize', '--channel', first, '--set', 'alone'], 'A set has several channels'],
    [['topicize', '--channel', first, '--channel', second, '--set', 'Не имя'], 'cannot be the name of a set'],
    [['topics', 'list'], 'Neither a channel nor a set of channels was named'],
    [['topics', 'list', '--channel', first, '--set', 'clubs'], '--channel and --set exclude each other'],
    [['export', '--channel', first, '--set', 'clubs'], '--channel and --set exclude each other'],
  ] as const) {
    const { exitCode, stderr } = await command(...words);
    expect([exitCode, stderr], words.join(' ')).toEqual([2, expect.stringContaining(message)]);
  }
  expect((await look('topics', 'sets')).sets).toEqual([]);
});

test.skipIf(!existsSync(financePosts))(
  'four channels about money share topics, and every post is in one of them or outside',
  { timeout: 300_000 },
  async () => {
    const { folder, read, json, look } = openFolder();
    const posts: { text: string; link: string; date: string }[] = JSON.parse(readFileSync(financePosts, 'utf8'));
    const names = [...new Set(posts.flatMap(({ link }) => link.match(/^https:\/\/t\.me\/([^/]+)\/\d+/)?.[1] ?? []))].sort();
    const ids = names.map((_, place) => 1_600_000_000 + place);
    for (const [place, name] of names.entries()) {
      const path = join(folder, `${name}.json`);
      writeFileSync(path, JSON.stringify(toExport(name, ids[place] ?? 0, posts)));
      await read(path);
    }
    const named = ids.flatMap((id) => ['--channel', String(id)]);
    const report = await json('topicize', ...named, '--set', 'money');
    expect(report.covered_items_total + report.outside_topics_total).toBe(report.documents_considered);
    const topics: TopicCard[] = (await look('topics', 'list', '--set', 'money')).topics;
    const shares = [];
    for (const { id } of topics) {
      shares.push(Object.values((await look('topics', 'show', id)).topic_bundle.metadata.channel_shares as object));
    }
    expect(shares.filter((share) => share.length > 1).length).toBeGreaterThan(0);
    for (const share of shares) {
      expect(share.reduce((sum: number, part: number) => sum + part, 0)).toBeCloseTo(1, 9);
    }
  },
);

function toExport(name: string, id: number, posts: readonly { text: string; link: string; date: string }[]) {
  const own = new Map(
    posts.flatMap(({ text, link, date }) => {
      const number = link.match(`^https://t\\.me/${name}/(\\d+)`)?.[1];
      return number === undefined || !text ? [] : [[Number(number), { text, date }] as const];
    }),
  );
  const messages = [...own]
    .sort(([left], [right]) => left - right)
    .map(([number, { text, date }]) => ({
      id: number,
      type: 'message',
      date: date.slice(0, 19),
      date_unixtime: String(Math.floor(Date.parse(date) / 1000)),
      from: name,
      from_id: `channel${id}`,
      text,
      text_entities: [{ type: 'plain', text }],
    }));
  return { name, type: 'public_channel', id, messages };
}
