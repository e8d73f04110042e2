import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { respond } from '../support/answer-tasks.ts';
import type { RecordedRequest } from '../support/model-providers/recorded-request.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

interface Listed {
  topics: [{ id: string; title: string; messages: number }, { id: string; title: string; messages: number }];
  why: string;
  model_id: string;
}

const asksAboutMerges = ({ question }: Pick<RecordedRequest, 'question'>) => question?.data.includes('"a":{') === true;

/** The sample channel processed without a model, and a provider that takes all topics that it is asked about for one. */
async function processedFolder() {
  const folder = temporaryFolder();
  const data = `${folder}/data`;
  const provider = await startForTest('openai', {
    respond(question) {
      const { answers } = respond(question) as { answers: Record<string, unknown>[] };
      return { answers: answers.map((answer) => ('same' in answer ? { ...answer, same: true, why: 'Обе об одном' } : answer)) };
    },
  });
  const environment = {
    PROCESSING_LLM_PROVIDER: 'builtin',
    TOPICIZATION_LLM_PROVIDER: 'openai',
    TOPICIZATION_LLM_MODEL: 'gpt-4.1-mini',
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: provider.key,
    RETRY_BACKOFF_BASE: '0.1',
    RETRY_BACKOFF_MAX: '1',
  };
  const command = (...words: string[]) => runInProcess([...words, '--data-dir', data, '--no-progress'], { environment });
  const json = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await command(...words, '--json');
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  await json('ingest', '--from-export', sample);
  await json('process', '--channel', channel);
  const proposals = async (): Promise<Listed[]> => (await json('topics', 'proposals', '--channel', channel)).proposals;
  const idsOf = ({ topics }: Listed) => topics.map(({ id }) => id);
  return { folder, provider, command, json, proposals, idsOf };
}

test('a proposal changes no topic; it is listed, declined once and for all, or gone when it is followed', {
  timeout: 120_000,
}, async () => {
  const { provider, command, json, proposals, idsOf } = await processedFolder();
  expect(await proposals()).toEqual([]);
  const made = await command('topicize', '--channel', channel);
  expect(made.exitCode, made.stderr).toBe(0);
  const [first, second, ...others] = await proposals();
  if (!first || !second) {
    expect.fail('the sample channel has topics that are near each other');
  }
  expect(made.stdout).toContain(`${others.length + 2} merges proposed: tg-parser topics proposals --channel ${channel}`);
  expect(first).toMatchObject({ why: 'Обе об одном', model_id: 'openai:gpt-4.1-mini' });
  expect(first.topics[0].messages).toBeGreaterThanOrEqual(first.topics[1].messages);
  const shown = await command('topics', 'proposals', '--channel', channel);
  expect(shown.stdout).toContain(`tg-parser topics merge ${idsOf(first).join(' ')}`);
  expect(shown.stdout).toContain(first.topics[0].title);
  const { topics } = await json('topics', 'list', '--channel', channel);
  expect(topics.every(({ status }: { status: string }) => status === 'active')).toBe(true);

  const calls = provider.calls;
  expect(await json('topicize', '--channel', channel)).toMatchObject({ outcome: 'nothing_to_do', calls_total: 0 });
  const declined = await json('topics', 'dismiss', ...idsOf(first).reverse());
  expect(declined.topics.map(({ id }: { id: string }) => id)).toEqual(idsOf(first).reverse());
  const again = await command('topics', 'dismiss', ...idsOf(first));
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toMatch(/No model proposes to merge[\s\S]*topics proposals/);
  const worked = await json('topicize', '--channel', channel, '--force');
  expect(worked).toMatchObject({ calls_total: 0, merges_proposed_total: others.length + 1 });
  expect(await proposals()).toEqual([second, ...others]);

  const [into, merged] = idsOf(second) as [string, string];
  await json('topics', 'merge', into, merged);
  expect(await proposals()).toEqual(
    others.filter((other) => !idsOf(other).includes(merged)).map((other) => expect.objectContaining({ why: other.why })),
  );
  expect(provider.calls).toBe(calls);
  expect(provider.violations).toEqual([]);
});

test('when the model fails for the pairs alone, the run is partial, and the next one asks about them only', {
  timeout: 90_000,
}, async () => {
  const { provider, command, json, proposals } = await processedFolder();
  provider.options.faults = (request) => (asksAboutMerges(request) ? 'refusal' : null);
  const failed = await command('topicize', '--channel', channel);
  expect(failed.exitCode, failed.stderr).toBe(3);
  expect(failed.stdout).toMatch(/failed for some topics, themes or pairs of topics \(.*model refused.*\)/);
  expect(await proposals()).toEqual([]);

  provider.options.faults = null;
  const calls = provider.calls;
  const { outcome, merges_proposed_total, failed_by_class } = await json('topicize', '--channel', channel);
  expect([outcome, failed_by_class]).toEqual(['done', {}]);
  expect(provider.requests.length).toBeGreaterThan(calls);
  expect(provider.requests.slice(calls).every(asksAboutMerges)).toBe(true);
  expect(await proposals()).toHaveLength(merges_proposed_total);
  expect(await json('topicize', '--channel', channel)).toMatchObject({ outcome: 'nothing_to_do' });
});

test('merges of topics that channels have together are proposed, listed and declined apart from those of each channel', {
  timeout: 90_000,
}, async () => {
  const { folder, command, json, proposals, idsOf } = await processedFolder();
  const other = '1500000001';
  writeSmallExport(join(folder, 'club.json'), 20, Number(other));
  await json('ingest', '--from-export', join(folder, 'club.json'));
  await json('process', '--channel', other);
  const made = await command('topicize', '--channel', channel, '--channel', other, '--set', 'clubs');
  expect(made.exitCode, made.stderr).toBe(0);
  expect(made.stdout).toMatch(/merges? proposed: tg-parser topics proposals --set clubs/);
  const ofSet = async (): Promise<Listed[]> => (await json('topics', 'proposals', '--set', 'clubs')).proposals;
  const [first, ...others] = await ofSet();
  await json('topics', 'dismiss', ...idsOf(first ?? expect.fail('nothing is proposed')));
  expect(await ofSet()).toEqual(others);
  expect(await proposals()).toEqual([]);
  expect((await command('topics', 'proposals', '--set', 'clubs', '--channel', channel)).exitCode).toBe(2);
});
