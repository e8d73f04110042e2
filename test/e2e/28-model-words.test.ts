import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TopicCard } from '../../src/domain/topic-card.ts';
import { respond } from '../support/answer-tasks.ts';
import type { RecordedRequest } from '../support/model-providers/recorded-request.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const channel = '1987654321';

/** The sample channel processed without a model, and a provider that words its topics. */
async function processedFolder() {
  const data = `${temporaryFolder()}/data`;
  const provider = await startForTest('openai', { respond });
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
    expect([0, 3], stderr).toContain(exitCode);
    return JSON.parse(stdout);
  };
  await json('ingest', '--from-export', sample);
  await json('process', '--channel', channel);
  const topics = async (): Promise<TopicCard[]> => (await json('topics', 'list', '--channel', channel)).topics;
  const topicize = (...words: string[]) => json('topicize', '--channel', channel, ...words);
  return { provider, command, json, topics, topicize };
}

const asksAboutThemes = ({ question }: Pick<RecordedRequest, 'question'>) => question?.data.includes('"topics":[') === true;
const asksAboutMerges = ({ question }: Pick<RecordedRequest, 'question'>) => question?.data.includes('"a":{') === true;
const titlesOf = (cards: readonly TopicCard[]) => [...new Set(cards.flatMap(({ theme }) => theme?.title ?? []))];

test('a model titles the themes, eight in a call, as was estimated, and is not asked about them again', {
  timeout: 90_000,
}, async () => {
  const { provider, topics, topicize } = await processedFolder();
  const estimate = await topicize('--dry-run');
  expect(provider.calls).toBe(0);
  const report = await topicize();
  expect(report).toMatchObject({ outcome: 'done', calls_total: provider.calls, failed_by_class: {} });
  expect(provider.requests.filter(asksAboutThemes)).toHaveLength(Math.ceil(report.themes_total / 8));
  expect(estimate.calls).toBe(report.calls_total);
  const pairs = provider.requests.filter(asksAboutMerges).flatMap(({ question }) => question?.data.match(/"a":\{/g) ?? []);
  expect(estimate.items).toBe(report.topics_total + report.themes_total + pairs.length);
  expect(Math.abs(estimate.input_tokens / report.tokens.input - 1)).toBeLessThan(0.1);
  const cards = await topics();
  expect(titlesOf(cards).length).toBeGreaterThan(1);
  expect(titlesOf(cards).every((title) => title.startsWith('О разном'))).toBe(true);
  expect(cards.find(({ theme }) => theme)?.theme?.titled_by).toBe('openai:gpt-4.1-mini');

  const calls = provider.calls;
  await topicize('--force');
  expect(provider.calls).toBe(calls);
  expect(titlesOf(await topics())).toEqual(titlesOf(cards));
  expect(provider.violations).toEqual([]);
});

test('when the model fails for the themes alone, the run is partial, and the next one asks about them only', {
  timeout: 90_000,
}, async () => {
  const { provider, command, topics, topicize } = await processedFolder();
  provider.options.faults = (request) => (asksAboutThemes(request) ? 'refusal' : null);
  const failed = await command('topicize', '--channel', channel);
  expect(failed.exitCode, failed.stderr).toBe(3);
  expect(failed.stdout).toMatch(/failed for some topics, themes or pairs of topics \(.*model refused.*\)/);
  const before = await topics();
  expect(before.every(({ status }) => status === 'active')).toBe(true);
  expect(titlesOf(before).every((title) => title !== '' && !title.startsWith('О разном'))).toBe(true);

  provider.options.faults = null;
  const calls = provider.calls;
  const { outcome, themes_total } = await topicize();
  expect(outcome).toBe('done');
  expect(provider.requests.slice(calls).every(asksAboutThemes)).toBe(true);
  expect(provider.calls).toBe(calls + Math.ceil(themes_total / 8));
  const after = await topics();
  expect(after.map(({ id, title }) => [id, title])).toEqual(before.map(({ id, title }) => [id, title]));
  expect(titlesOf(after).every((title) => title.startsWith('О разном'))).toBe(true);
  expect(await topicize()).toMatchObject({ outcome: 'nothing_to_do' });
});
