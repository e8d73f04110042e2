import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { respond } from '../support/answer-tasks.ts';
import type { FaultKind } from '../support/model-providers/fault.ts';
import type { ModelProviderOptions } from '../support/model-providers/model-provider-options.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import { type FinishedCommandLine, runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = fileURLToPath(new URL('../../examples/sample-channel', import.meta.url));
const key = 'sk-planted-0123456789abcdef';

/** The sample channel in a folder of its own, and an OpenAI that answers as it is told. */
async function open(options: ModelProviderOptions = {}) {
  const folder = temporaryFolder();
  const provider = await startForTest('openai', { key, respond, ...options });
  const environment = {
    LLM_PROVIDER: 'openai',
    LLM_MODEL: 'gpt-4.1-mini',
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: key,
    RETRY_BACKOFF_BASE: '0.1',
    RETRY_BACKOFF_MAX: '1',
    RETRY_JITTER: '0',
  };
  const data = join(folder, 'data');
  const command = (words: string[], more: Record<string, string> = {}): Promise<FinishedCommandLine> =>
    runInProcess([...words, '--data-dir', data, '--no-progress'], { environment: { ...environment, ...more } });
  const ingested = await command(['ingest', '--from-export', sample, '--json']);
  expect(ingested.exitCode, ingested.stderr).toBe(0);
  const { channel_id: channel } = JSON.parse(ingested.stdout);
  const process = (words: string[] = [], more: Record<string, string> = {}) =>
    command(['process', '--channel', channel, ...words], more);
  const json = async (words: string[] = []) => JSON.parse((await process([...words, '--json'])).stdout);
  return { folder, data, provider, command, process, json, channel };
}

const shownErrors = ({ stderr }: FinishedCommandLine) => stderr.split('\n').filter((line) => line.startsWith('tg-parser: '));

describe('what concerns every message stops the run, with what was done stored', () => {
  test.each<[FaultKind, number, RegExp, RegExp]>([
    ['auth', 1, /OpenAI .*key.* \(HTTP 401\)/, /OPENAI_API_KEY/],
    ['not_found', 1, /no model gpt-4\.1-mini \(HTTP 404\)/, /LLM_MODEL/],
    ['quota', 4, /quota of gpt-4\.1-mini .* used up \(HTTP 429\)/, /quota/],
    ['billing', 4, /cannot pay for gpt-4\.1-mini \(HTTP 429\)/, /credit/],
  ])('%s: exit code %i, one call, one line that names what to look at', async (kind, exitCode, message, hint) => {
    const { provider, process } = await open({ faults: ({ endpoint }) => (endpoint === 'generation' ? kind : null) });
    const finished = await process(['-c', '1']);
    expect(finished.exitCode, finished.stderr).toBe(exitCode);
    expect(shownErrors(finished)).toEqual([expect.stringMatching(message)]);
    expect(finished.stderr).toMatch(hint);
    expect(finished.stderr).not.toMatch(/\n\s+at /);
    expect(provider.calls).toBe(1);
  });

  test('after a used up quota the next run asks nobody, and says until when', async () => {
    const { provider, process } = await open({ faults: () => 'quota' });
    await process(['-c', '1']);
    const again = await process();
    expect(again.exitCode).toBe(4);
    expect(shownErrors(again)).toEqual([expect.stringMatching(/is not asked before \d{4}-/)]);
    expect(provider.calls).toBe(1);
  });

  test('what was answered before stays, and the same command goes on', async () => {
    const { provider, process, json } = await open();
    provider.options.faults = ({ number }) => (number > 3 ? 'auth' : null);
    const stopped = JSON.parse((await process(['-c', '1', '--json'])).stdout);
    expect(stopped).toMatchObject({ outcome: 'stopped', stopped_by: { code: 'model_unauthorized' } });
    expect(stopped.processed_total).toBeGreaterThan(0);
    provider.options.faults = null;
    const rest = await json();
    expect(rest.outcome).toBe('done');
    expect(rest.processed_total + stopped.processed_total).toBe(rest.documents_total);
  });
});

describe('what concerns single calls or messages', () => {
  test.each<[FaultKind, number]>([
    ['server_error', 3],
    ['overloaded', 3],
    ['reset', 3],
    ['reset_in_the_middle', 3],
  ])('%s: a call is tried three times, then its messages wait with that reason', async (kind, attempts) => {
    const { provider, process, json } = await open();
    let failing: string | null = null;
    provider.options.faults = ({ question }) => {
      failing ??= question?.data ?? null;
      return question?.data === failing ? kind : null;
    };
    const finished = await process(['-c', '1', '--json']);
    expect(finished.exitCode, finished.stderr).toBe(3);
    const report = JSON.parse(finished.stdout);
    expect(report.outcome).toBe('partial');
    expect(report.failed_total).toBeGreaterThan(0);
    const asked = provider.requests.filter(({ question }) => question?.data === failing);
    expect(asked).toHaveLength(attempts);
    provider.options.faults = null;
    expect(await json(['--retry-failed'])).toMatchObject({ outcome: 'done', failures_waiting_total: 0 });
  });

  test.each<[FaultKind, RegExp]>([
    ['refusal', /model_refused/],
    ['empty', /model_answer_invalid/],
  ])('%s for one message fails that message alone, and the report says what to do', async (kind, failureClass) => {
    const { provider, process, command } = await open();
    provider.options.faults = ({ question }) => (question && asksAboutMarked(question.data) ? kind : null);
    const finished = await process(['--json']);
    const report = JSON.parse(finished.stdout);
    expect(finished.exitCode, finished.stderr).toBe(report.failed_total > 0 ? 3 : 0);
    expect(report.failed_total).toBe(1);
    const shown = await command(['report']);
    expect(shown.stdout).toMatch(failureClass);
    expect(shown.stdout).toMatch(/--retry-failed/);
  });

  test('waits for what a server asks for, and does not call before', async () => {
    const { provider, process } = await open({ latencyMs: 40 });
    provider.options.faults = ({ number }) => (number === 3 ? { kind: 'rate_limited_seconds', retryAfterMs: 2_000 } : null);
    const finished = await process(['-c', '4']);
    expect(finished.exitCode, finished.stderr).toBe(0);
    expect(provider.violations).toEqual([]);
  });
});

/** Of the messages of the sample channel, the one that is asked about first. */
let marked: string | null = null;
function asksAboutMarked(data: string): boolean {
  const texts = [...data.matchAll(/"text":("(?:[^"\\]|\\.)*")/g)].map(([, text]) => text ?? '');
  marked ??= texts[0] ?? null;
  return marked !== null && texts.includes(marked);
}

test('a budget is never exceeded, ends with 4, and a larger one goes on', async () => {
  const { provider, process, json, command } = await open();
  const estimate = await json(['--dry-run']);
  expect(provider.calls).toBe(0);
  expect(estimate.cost_usd).toBeGreaterThan(0);
  const budget = estimate.cost_usd / 2;
  const stopped = await process(['--budget', budget.toFixed(9), '--json']);
  expect(stopped.exitCode, stopped.stderr).toBe(4);
  const report = JSON.parse(stopped.stdout);
  expect(report).toMatchObject({ outcome: 'stopped', stopped_by: { code: 'budget_reached' } });
  expect(report.cost_usd).toBeLessThanOrEqual(budget);
  expect(report.processed_total).toBeGreaterThan(0);
  const month = await process(['--json'], { LLM_BUDGET_USD: (report.cost_usd + 0.000001).toFixed(9) });
  expect(month.exitCode).toBe(4);
  const rest = await json(['--budget', '5']);
  expect(rest.outcome).toBe('done');
  const paid = provider.usage;
  expect(report.tokens.input + rest.tokens.input).toBe(paid.input);

  const budgetOfMonth = { LLM_BUDGET_USD: '5' };
  const { spending } = JSON.parse((await command(['report', '--json'], budgetOfMonth)).stdout);
  expect(spending).toMatchObject({ budget_usd: 5, in_all: spending.this_month });
  const [only, ...others] = spending.this_month;
  expect(others).toEqual([]);
  expect(only).toMatchObject({ provider: 'openai', model: 'gpt-4.1-mini', step: 'process', input_tokens: paid.input });
  expect(only.cost_usd).toBeCloseTo(report.cost_usd + rest.cost_usd, 9);
  expect(spending.budget_left_usd).toBeCloseTo(5 - only.cost_usd, 9);
  const told = (await command(['report'], budgetOfMonth)).stdout;
  expect(told).toMatch(
    /Language models in \d{4}-\d\d:\n {2}openai:gpt-4\.1-mini, process: \d+ calls; [\d,]+ tokens in, .* out, \$/,
  );
  expect(told).toMatch(/of \$5(\.00)? a month, \$[\d.]+ are left/);
});

test('an estimate comes near to what a run takes', async () => {
  const { json } = await open();
  const estimate = await json(['--dry-run']);
  const report = await json();
  expect(estimate.calls).toBe(report.calls_total);
  expect(Math.abs(estimate.input_tokens / report.tokens.input - 1)).toBeLessThan(0.1);
});

test('when a provider is down, the next of the chain answers', async () => {
  const { process } = await open({ faults: () => 'server_error' });
  const finished = await process(['--json'], { LLM_FALLBACK: 'builtin', RETRY_MAX_ATTEMPTS: '1' });
  expect(finished.exitCode, finished.stderr).toBe(0);
  expect(JSON.parse(finished.stdout)).toMatchObject({ outcome: 'done', failed_total: 0 });
});

test('a provider without a key is refused before anything is done, with the name of the setting', async () => {
  const { process } = await open();
  const finished = await process(['--provider', 'anthropic']);
  expect(finished.exitCode).toBe(2);
  expect(finished.stderr).toContain('ANTHROPIC_API_KEY is not set');
});

test('keys are in no log, error, report, database and export', async () => {
  const { data, folder, provider, command, process, channel } = await open();
  const out = join(folder, 'kb');
  const outputs: string[] = [];
  const note = ({ stdout, stderr }: FinishedCommandLine) => outputs.push(stdout, stderr);
  const secrets = {
    ANTHROPIC_API_KEY: `${key}-a`,
    GEMINI_API_KEY: `${key}-g`,
    LOG_LEVEL: 'DEBUG',
    RETRY_MAX_ATTEMPTS: '1',
    LLM_FALLBACK: 'anthropic,gemini',
    ANTHROPIC_BASE_URL: provider.url,
    GEMINI_BASE_URL: provider.url,
  };
  const whole = await command(['run', '--source', channel, '--skip-ingest', '--out', out, '--verbose'], secrets);
  expect(whole.exitCode, whole.stderr.slice(-2_000)).toBe(0);
  note(whole);
  for (const kind of ['auth', 'server_error', 'reset_in_the_middle', 'malformed'] as const) {
    provider.options.faults = () => kind;
    note(await process(['--force', '--no-cache', '--limit', '9', '--verbose', '--json'], secrets));
  }
  provider.options.faults = null;
  note(await command(['doctor', '--json'], secrets));
  note(await command(['report', '--json'], secrets));
  note(await command(['status', '--json'], secrets));
  note(await command(['config', 'show'], secrets));
  note(await process(['--provider', 'openai'], { ...secrets, OPENAI_API_KEY: `${key}-wrong` }));
  const files = [data, out].flatMap((place) => readdirSync(place).map((name) => readFileSync(join(place, name), 'latin1')));
  expect(outputs.join('').length).toBeGreaterThan(1_000);
  for (const text of [...outputs, ...files]) {
    expect(text).not.toContain(key);
  }
}, 90_000);
