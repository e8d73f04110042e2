import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { type FinishedCommandLine, runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

/** A folder with the sample channel read, processed and grouped, and a shorthand for commands on it. */
async function workedFolder() {
  const folder = temporaryFolder();
  const command = (...words: string[]): Promise<FinishedCommandLine> =>
    runInProcess([...words, '--data-dir', join(folder, 'data'), '--no-progress']);
  const json = async (...words: string[]) => JSON.parse((await command(...words, '--json')).stdout);
  const run = await command('run', '--from-export', sample, '--out', join(folder, 'kb'));
  expect(run.exitCode, run.stderr).toBe(0);
  return { folder, command, json };
}

test('every command works on what a run has stored, for people and for programs', async () => {
  const { command, json } = await workedFolder();
  const [topic] = (await json('topics', 'list', '--channel', channel)).topics;
  const [run] = (await json('report')).runs;
  for (const words of [
    ['init'],
    ['sources', 'list'],
    ['sources', 'show', channel],
    ['topics', 'list', '--channel', channel],
    ['topics', 'list', '--channel', channel, '--theme'],
    ['topics', 'list', '--channel', channel, '--outside'],
    ['topics', 'show', topic.id],
    ['topics', 'sets'],
    ['topics', 'history', topic.id],
    ['explain', topic.anchors[0].anchor_ref],
    ['status'],
    ['report'],
    ['report', run.run_id],
    ['db', 'current'],
    ['db', 'history'],
    ['db', 'upgrade'],
    ['db', 'check'],
    ['db', 'lint'],
    ['config', 'show'],
    ['config', 'check'],
    ['schema'],
    ['schema', 'topic_card'],
  ]) {
    const forPeople = await command(...words);
    expect(forPeople.exitCode, `${words.join(' ')}: ${forPeople.stderr}`).toBe(0);
    expect(forPeople.stdout.trim(), words.join(' ')).not.toBe('');
    expect(await json(...words), words.join(' ')).toBeTypeOf('object');
  }
  const { sources } = await json('status');
  expectBalancedLedger(sources[0].ledger);
});

test('the steps one by one end as the whole run, and say when there is nothing to do', async () => {
  const folder = temporaryFolder();
  const data = ['--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  const outcomes = [];
  for (const words of [
    ['add-source', '--from-export', sample, '--source-id', 'yard'],
    ['ingest', '--source', 'yard'],
    ['process', '--channel', 'yard'],
    ['topicize', '--channel', 'yard'],
    ['export', '--channel', 'yard', '--out', join(folder, 'kb')],
    ['ingest', '--source', 'yard'],
    ['process', '--channel', `-100${channel}`],
    ['topicize', '--channel', `https://t.me/c/${channel}/5`],
    ['export', '--channel', 'yard', '--out', join(folder, 'kb')],
  ]) {
    const { exitCode, stdout, stderr } = await runInProcess([...words, ...data]);
    expect(exitCode, stderr).toBe(0);
    outcomes.push(JSON.parse(stdout).outcome);
  }
  expect(outcomes).toEqual([
    undefined,
    'done',
    'done',
    'done',
    'done',
    'nothing_to_do',
    'nothing_to_do',
    'nothing_to_do',
    'nothing_to_do',
  ]);
});

test('a limited import goes on where it stopped', async () => {
  const folder = temporaryFolder();
  const ingest = async (...more: string[]) =>
    JSON.parse(
      (await runInProcess(['ingest', '--from-export', sample, '--data-dir', join(folder, 'data'), '--json', ...more])).stdout,
    );
  expect(await ingest('--limit', '50')).toMatchObject({ added: 50, limited: true });
  expect(await ingest('--limit', '50')).toMatchObject({ added: 50, limited: true });
  const rest = await ingest();
  expect(rest.added + 100).toBe(rest.total);
  expect(await ingest()).toMatchObject({ outcome: 'nothing_to_do', known_input: true });
  expect(await ingest('--mode', 'snapshot')).toMatchObject({
    outcome: 'nothing_to_do',
    known_input: false,
    duplicates: rest.total,
  });
});

test.each([
  ['--level raw', ['--level', 'raw'], ['raw_messages.ndjson']],
  ['--level processed', ['--level', 'processed'], ['processed_documents.ndjson']],
  ['--format json', ['--format', 'json'], ['kb_entries.json', 'topics.json']],
  ['--format csv', ['--format', 'csv'], ['kb_entries.csv']],
  ['--format markdown', ['--format', 'markdown'], ['index.md']],
])('export %s writes what it says', async (_name, options, files) => {
  const { folder, command } = await workedFolder();
  const out = join(folder, 'other');
  const { exitCode, stderr } = await command('export', '--channel', channel, '--out', out, ...options);
  expect(exitCode, stderr).toBe(0);
  expect(readdirSync(out)).toEqual(expect.arrayContaining([...files, 'manifest.json']));
  for (const name of files) {
    expect(readFileSync(join(out, name), 'utf8').length).toBeGreaterThan(100);
  }
});

test('a source is removed with all its data, and only after --yes', async () => {
  const { command, json } = await workedFolder();
  const asked = await command('sources', 'remove', channel);
  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toMatch(/Nothing was deleted: .* has \d+ raw messages, \d+ documents and \d+ topics/);
  expect((await json('sources', 'list')).sources).toHaveLength(1);

  expect((await json('sources', 'remove', channel, '--yes')).removed.raw_messages).toBeGreaterThan(150);
  expect((await json('sources', 'list')).sources).toEqual([]);
  const again = await json('run', '--from-export', sample, '--out', join(temporaryFolder(), 'kb'));
  expect(again.steps[0]).toMatchObject({ outcome: 'done', duplicates: 0 });
});

test('nothing but what was asked for is made', async () => {
  const folder = temporaryFolder();
  const { exitCode } = await runInProcess(['config', 'check', '--data-dir', join(folder, 'data')]);
  expect(exitCode).toBe(0);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});
