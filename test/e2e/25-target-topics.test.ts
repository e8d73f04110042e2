import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TopicBundle, TopicCard } from '../../src/domain/topic-card.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';
const list = `
- title: Хлебный клуб
  description: Закваска, мука, тесто и выпечка хлеба.
- title: Bicycle repair
  description: Chains, brakes, wheels and flat tyres.
  exclusions:
    - Traffic lights and signals at junctions
- title: Chess
  description: Openings, endgames and grandmasters.
`;

async function workedFolder() {
  const folder = temporaryFolder();
  const out = join(folder, 'kb');
  const file = join(folder, 'targets.yaml');
  writeFileSync(file, list);
  const command = (...words: string[]) => runInProcess([...words, '--data-dir', join(folder, 'data'), '--no-progress']);
  const json = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await command(...words, '--json');
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  await json('run', '--from-export', sample, '--out', out);
  return { folder, out, file, command, json };
}

test('topics that a person names are in the catalogue, the export and the explanations beside the discovered ones', {
  timeout: 90_000,
}, async () => {
  const { out, file, command, json } = await workedFolder();
  const before: TopicCard[] = (await json('topics', 'list', '--channel', channel)).topics;
  const dry = await json('topicize', '--channel', channel, '--targets', file, '--dry-run');
  expect(dry).toMatchObject({ step: 'topicize' });
  expect((await json('topics', 'targets', '--channel', channel)).targets).toEqual([]);

  const run = await command('topicize', '--channel', channel, '--targets', file);
  expect(run.stdout).toContain('targets: 3 (3 added); no message is about "Chess"');
  const again = await json('topicize', '--channel', channel, '--targets', file);
  expect(again).toMatchObject({
    outcome: 'nothing_to_do',
    targets_total: 3,
    targets_without_content: ['Chess'],
    targets_changed: { added: [], changed: [], removed: [] },
  });
  expect(again.covered_items_total + again.outside_topics_total).toBe(again.documents_considered);

  const cards: TopicCard[] = (await json('topics', 'list', '--channel', channel)).topics;
  const targets = cards.filter(({ origin }) => origin === 'target');
  expect(targets.map(({ title }) => title).sort()).toEqual(['Bicycle repair', 'Хлебный клуб']);
  expect(cards.filter(({ origin }) => origin !== 'target')).toEqual(before);
  const bread = targets.find(({ title }) => title === 'Хлебный клуб');
  expect(bread).toMatchObject({ summary: 'Закваска, мука, тесто и выпечка хлеба.', theme: null, protected: ['title'] });
  const { topic_bundle }: { topic_bundle: TopicBundle } = await json('topics', 'show', bread?.id ?? '');
  expect(topic_bundle.items.length).toBeGreaterThan(8);

  const listed = await json('topics', 'targets', '--channel', channel);
  expect(listed).toMatchObject({ targets_without_content: ['Chess'], is_worked_out: true });
  expect(listed.targets.find(({ title }: TopicCard) => title === bread?.title)).toMatchObject({
    topic_id: bread?.id,
    messages: topic_bundle.items.length,
  });

  await json('export', '--channel', channel, '--out', out);
  expectValidExport(out);
  const entries = readFileSync(join(out, 'kb_entries.ndjson'), 'utf8').trimEnd().split('\n');
  const topicsOf = new Map(entries.map((line) => JSON.parse(line)).map(({ id, topics }) => [id, topics as string[]]));
  const discovered = new Set(before.map(({ id }) => id));
  const shared = topic_bundle.items.find(({ source_ref }) =>
    topicsOf.get(`kb:msg:${source_ref}`)?.some((id) => discovered.has(id)),
  );
  expect(topicsOf.get(`kb:msg:${shared?.source_ref}`)).toContain(bread?.id);
  const explained = await json('explain', shared?.source_ref ?? '');
  expect(explained.topics.length).toBeGreaterThan(1);
  expect(explained.state).toBe('in_topic');
  const { ledger } = (await json('status')).sources[0];
  const { raw_messages, ...states } = ledger as Record<string, number>;
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(raw_messages);
});

test('targets are added, changed and dropped one by one, and curators are sent to them', { timeout: 90_000 }, async () => {
  const { file, command, json } = await workedFolder();
  await json('topicize', '--channel', channel, '--targets', file);
  const title = ['--channel', channel, '--title', 'Repair café'];
  const add = [
    'topics',
    'add',
    ...title,
    '--description',
    'Ремонтное кафе',
    '--example',
    'Чиним лампы',
    '--example',
    'Чиним чайники',
  ];
  expect(await json(...add)).toMatchObject({ change: 'added', target: { examples: ['Чиним лампы', 'Чиним чайники'] } });
  expect(await json(...add)).toMatchObject({ change: 'unchanged' });
  expect((await json('topics', 'targets', '--channel', channel)).is_worked_out).toBe(false);
  expect(await json('topicize', '--channel', channel)).toMatchObject({
    outcome: 'done',
    founded_anew: false,
    targets_total: 4,
  });
  const { targets } = await json('topics', 'targets', '--channel', channel);
  const repair = targets.find((target: { title: string }) => target.title === 'Repair café');
  expect(repair.messages).toBeGreaterThan(3);

  const refuse = async (code: string, hint: string, ...words: string[]) => {
    const { exitCode, stdout } = await command(...words, '--json');
    const { error } = JSON.parse(stdout);
    expect([exitCode, error.code]).toEqual([2, code]);
    expect(`${error.message} ${error.hint}`).toContain(hint);
  };
  await json(...add, '--language', 'ru');
  const { language } = (await json('topics', 'targets', '--channel', channel)).targets.find(
    ({ title: known }: { title: string }) => known === 'Repair café',
  );
  expect(language).toBe('ru');
  await refuse('targets_invalid', 'language: is no code like', ...add, '--language', 'Russian');
  const [other] = (await json('topics', 'list', '--channel', channel)).topics.filter(
    ({ origin }: TopicCard) => origin === 'discovered',
  );
  const anchor = repair.topic_id.replace(/^topic:/, '');
  await refuse('usage_invalid', 'drop-target', 'topics', 'merge', other.id, repair.topic_id);
  await refuse('usage_invalid', 'drop-target', 'topics', 'split', repair.topic_id, '--items', anchor);
  await refuse('usage_invalid', 'drop-target', 'topics', 'rename', repair.topic_id, 'Another');
  await refuse('usage_invalid', 'drop-target', 'topics', 'retire', repair.topic_id);
  await refuse('target_unknown', 'Repair café', 'topics', 'drop-target', 'repair', '--channel', channel);
  await refuse('targets_invalid', 'title: is empty', 'topics', 'add', '--channel', channel, '--title', ' ');
  writeFileSync(file, '- title: One\n- title: Two\n  examples: [""]\n');
  await refuse('targets_invalid', 'entry 2 ("Two"): examples 1: is empty', 'topicize', '--channel', channel, '--targets', file);
  await refuse('targets_invalid', 'cannot be read', 'topicize', '--channel', channel, '--targets', `${file}.gone`);

  await json('topics', 'drop-target', 'repair CAFÉ', '--channel', channel);
  await json('topicize', '--channel', channel);
  expect((await json('topics', 'show', repair.topic_id)).topic_card.status).toBe('retired');
  await json(...add);
  await json('topicize', '--channel', channel);
  expect((await json('topics', 'show', repair.topic_id)).topic_card.status).toBe('active');
  writeFileSync(file, '[]');
  expect(await json('topicize', '--channel', channel, '--targets', file)).toMatchObject({
    targets_total: 0,
    targets_changed: { removed: ['Bicycle repair', 'Chess', 'Repair café', 'Хлебный клуб'] },
  });
});

test('the whole way takes targets, too, and refuses a list that it would not use', { timeout: 60_000 }, async () => {
  const { json, command, file } = await workedFolder();
  const run = ['run', '--source', channel, '--skip-ingest', '--targets', file];
  const { steps } = await json(...run);
  expect(steps.find(({ step }: { step: string }) => step === 'topicize')).toMatchObject({
    targets_total: 3,
    targets_changed: { added: ['Хлебный клуб', 'Bicycle repair', 'Chess'] },
  });
  const { exitCode, stdout } = await command(...run, '--skip-topicize', '--json');
  expect([exitCode, JSON.parse(stdout).error.code]).toEqual([2, 'usage_invalid']);
  expect((await command(...run.slice(0, -1), `${file}.gone`)).exitCode).toBe(2);
});
