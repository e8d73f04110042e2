import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TopicBundle, TopicCard } from '../../src/domain/topic-card.ts';
import { openTemporaryDatabases } from '../contract/open-temporary-databases.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

/** The sample channel read, processed and grouped, and shorthands for commands on it. */
async function workedFolder() {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const out = join(folder, 'kb');
  const command = (...words: string[]) => runProgram([...words, '--data-dir', data, '--no-progress']);
  const json = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await command(...words, '--json');
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  /** Only looks: without the time that a process takes to start. */
  const look = async (...words: string[]) =>
    JSON.parse((await runInProcess([...words, '--data-dir', data, '--no-progress', '--json'])).stdout);
  await json('run', '--from-export', sample, '--out', out);
  const topics = async (): Promise<TopicCard[]> => (await look('topics', 'list', '--channel', channel)).topics;
  const exported = async (): Promise<TopicCard[]> => {
    expect(await json('export', '--channel', channel, '--out', out)).toMatchObject({ outcome: 'done' });
    expectValidExport(out);
    return JSON.parse(readFileSync(join(out, 'topics.json'), 'utf8'));
  };
  return { data, command, json, look, topics, exported };
}

const refsOf = ({ items }: TopicBundle) => items.map(({ source_ref }) => source_ref).sort();

test('what a person decides about topics is there at once, in every command and in the next export', {
  timeout: 90_000,
}, async () => {
  const { json, look, topics, exported } = await workedFolder();
  const [first, second, third] = await topics();
  if (!first || !second || !third) {
    expect.fail('the sample channel has three topics');
  }
  const bundleOf = async (id: string): Promise<TopicBundle> => (await look('topics', 'show', id)).topic_bundle;

  await json('topics', 'rename', first.id, 'A title of my own', '--summary', 'And a summary.');
  const [before, other] = [await bundleOf(first.id), await bundleOf(second.id)];
  const merged = await json('topics', 'merge', first.id, second.id, '--reason', 'one subject');
  expect(merged).toMatchObject({ merged: [second.id], messages: before.items.length + other.items.length });
  expect(merged.topic_card).toMatchObject({ title: 'A title of my own', protected: ['title', 'members'] });
  expect(refsOf(await bundleOf(first.id))).toEqual([...refsOf(before), ...refsOf(other)].sort());
  expect(await json('topics', 'show', second.id)).toMatchObject({
    topic_card: { status: 'retired', merged_into: first.id },
    topic_bundle: null,
    went_into: { id: first.id, title: 'A title of my own' },
  });

  const split = await json('topics', 'split', first.id, '--items', refsOf(other).join(','), '--title', 'Apart again');
  const part: TopicCard = split.new_topic_card;
  expect(part).toMatchObject({ title: 'Apart again', type: 'cluster', protected: ['title', 'members'] });
  expect(part.id).not.toBe(second.id);
  expect(refsOf(await bundleOf(part.id))).toEqual(refsOf(other));
  expect(refsOf(await bundleOf(first.id))).toEqual(refsOf(before));

  const gone = await bundleOf(third.id);
  expect(await json('topics', 'retire', third.id)).toMatchObject({ retired: [{ id: third.id }], outside: gone.items.length });

  const history = async (id: string) =>
    (await look('topics', 'history', id)).history.map(({ change }: { change: string }) => change);
  expect(await history(first.id)).toEqual(expect.arrayContaining(['created', 'renamed', 'merged', 'split']));
  expect((await history(second.id)).at(-1)).toBe('merged');
  expect(await history(part.id)).toEqual(['split']);
  expect((await history(third.id)).at(-1)).toBe('retired');

  const ids = (await exported()).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([first.id, part.id]));
  expect(ids).not.toContain(second.id);
  expect(ids).not.toContain(third.id);
  expect(await json('topicize', '--channel', channel)).toMatchObject({ outcome: 'nothing_to_do' });
});

test('a message can be asked where it is, and what is outside can be paged through', { timeout: 90_000 }, async () => {
  const { command, json, look, topics } = await workedFolder();
  const [topic] = await topics();
  const anchor = topic?.anchors[0];
  if (!topic || !anchor) {
    expect.fail('the sample channel has topics');
  }
  const link = `https://t.me/c/${channel}/${anchor.message_id}`;
  expect(await json('explain', link)).toMatchObject({
    source_ref: anchor.anchor_ref,
    state: 'in_topic',
    topics: [{ id: topic.id, title: topic.title, role: 'anchor', score: anchor.score }],
    next_command: `tg-parser topics show ${topic.id}`,
  });
  await json('topics', 'retire', topic.id);
  const explained = await command('explain', link);
  expect(explained.stdout).toContain('Outside of all topics: topic retired');

  const page = async (...words: string[]) => look('topics', 'list', '--channel', channel, '--outside', ...words);
  const all = (await page('--limit', '1000')).outside;
  expect(all.map(({ source_ref }: { source_ref: string }) => source_ref)).toContain(anchor.anchor_ref);
  const listed = [];
  for (let after: string | null = ''; after !== null; ) {
    const { outside, next_after } = await page('--limit', '20', ...(after === '' ? [] : ['--after', after]));
    expect(outside.length).toBeLessThanOrEqual(20);
    listed.push(...outside);
    after = next_after;
  }
  expect(listed).toEqual(all);
});

test('what cannot be done is refused with what to do instead, and changes nothing', { timeout: 90_000 }, async () => {
  const { data, command, json, topics } = await workedFolder();
  const before = await topics();
  const [topic, other] = before;
  if (!topic || !other) {
    expect.fail('the sample channel has two topics');
  }
  const refuse = async (code: string, hint: string, ...words: string[]) => {
    const { exitCode, stdout } = await command(...words, '--json');
    const { error } = JSON.parse(stdout);
    expect([exitCode, error.code]).toEqual([code === 'step_locked' ? 4 : 2, code]);
    expect(error.hint).toContain(hint);
    return error;
  };
  const typed = topic.title.slice(0, 8);
  await refuse('topic_unknown', topic.id, 'topics', 'show', typed);
  await refuse('topic_unknown', topic.id, 'topics', 'rename', typed, 'Another title');
  await refuse('usage_invalid', 'stays first', 'topics', 'merge', topic.id, topic.id);
  await refuse('usage_invalid', 'topics show', 'topics', 'split', topic.id, '--items', `tg:${channel}:post:999999`);
  await refuse('usage_invalid', 'in quotes', 'topics', 'rename', topic.id, ' ');
  await refuse('usage_invalid', 'goes together', 'topics', 'list', '--channel', channel, '--limit', '5');
  await refuse('message_unknown', 'status', 'explain', `tg:${channel}:post:999999`);

  const { stepLocks } = await openTemporaryDatabases(data);
  const answer = await stepLocks.acquire({ step: 'topicize', channelId: channel, at: new Date() });
  const error = await refuse('step_locked', '--wait', 'topics', 'merge', topic.id, other.id);
  expect(error.held_by).toMatchObject({ step: 'topicize', pid: process.pid });
  expect(await topics()).toEqual(before);
  await ('lease' in answer ? answer.lease.release() : expect.fail('not acquired'));
  await json('topics', 'merge', topic.id, other.id);
});
