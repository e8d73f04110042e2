// What a step costs beside the model, against the fakes of the tests: speed as a ratio against bare `fetch`, use of a rate limit, tokens against
// one call a message that repeats the text, and calls under faults. `npm run bench:models`.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trace } from '@opentelemetry/api';
import { describeMessage } from '../src/adapters/model-builtin/describe-message.ts';
import { createOpenAiChatModel } from '../src/adapters/model-openai/create-openai-chat-model.ts';
import { type OpenedStores, openStores } from '../src/adapters/store-sql/open-stores.ts';
import { openSqliteDatabases } from '../src/adapters/store-sqlite/open-sqlite-databases.ts';
import { systemClock } from '../src/adapters/system/system-clock.ts';
import { systemDelay } from '../src/adapters/system/system-delay.ts';
import { openExport } from '../src/adapters/telegram-export/open-export.ts';
import { TgParserError } from '../src/domain/tg-parser-error.ts';
import { ingestSource } from '../src/ingest/ingest-source.ts';
import { loadCountTokens } from '../src/model-calls/count-tokens.ts';
import { createChatLanguageModel } from '../src/model-calls/create-chat-language-model.ts';
import { finishCalls } from '../src/model-calls/finish-calls.ts';
import { loadPrompts } from '../src/model-calls/load-prompts.ts';
import { withAccounting } from '../src/model-calls/with-accounting.ts';
import { withCircuitBreaker } from '../src/model-calls/with-circuit-breaker.ts';
import { withCooldown } from '../src/model-calls/with-cooldown.ts';
import { withRateLimit } from '../src/model-calls/with-rate-limit.ts';
import { withRetry } from '../src/model-calls/with-retry.ts';
import { withTracing } from '../src/model-calls/with-tracing.ts';
import { describeMessages, type MessageToDescribe } from '../src/ports/describe-messages.ts';
import type { LanguageModel } from '../src/ports/language-model.ts';
import { estimateChannel } from '../src/process/estimate-channel.ts';
import { processChannel } from '../src/process/process-channel.ts';
import { createResponder, toTitle } from '../test/support/answer-tasks.ts';
import { answerFaultKinds, failureKinds, networkFaultKinds } from '../test/support/model-providers/fault.ts';
import { type SpawnedModelProvider, spawnModelProvider } from '../test/support/model-providers/spawn-model-provider.ts';
import { startModelProvider } from '../test/support/model-providers/start-model-provider.ts';
import { writeExport } from './support/write-export.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const responder = fileURLToPath(new URL('../test/support/answer-tasks.js', import.meta.url));
const fixtures = join(root, '../shared/fixtures');
const exportsOfFixtures = [
  ...['2023-02', '2022-11', '2023-01', '2023-03', '2023-04'].map((month) => `desktop-html/forum/${month}`),
  'desktop-html/news-en',
  'desktop-json/old-format',
  'desktop-json/media-channel',
];
/** Words of titles of the models that are played, if the text has so many; null for what the built-in engine finds, seven at most. */
const wordiness = [4, 6, 7, null];
const work = mkdtempSync(join(tmpdir(), 'tg-parser-models-'));
const log = { log: () => undefined };
const model = 'gpt-4.1-mini';
const purpose = { runId: 'bench', step: 'process', channelId: '1' } as const;
const parts = process.argv.slice(2);
const wants = (part: string) => parts.length === 0 || parts.includes(part);

try {
  console.log('| what | measured | bound |\n|---|---|---|');
  if (wants('speed')) {
    await speed();
  }
  if (wants('rate')) {
    await rate();
  }
  if (wants('tokens')) {
    await tokens();
  }
  if (wants('chaos')) {
    await chaos();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** 2,000 calls of 50 ms, 20 at a time: all that a step does around them, against requests of the same size alone. */
async function speed(): Promise<void> {
  const provider = await spawnModelProvider('openai', { latencyMs: 50, responder });
  const stores = await openDatabases('speed');
  const languageModel = await openModel(provider, stores);
  await drain(languageModel, inventMessages(8 * 200, 1), 20);
  const calls = 2_000;
  const { requests } = await provider.record(true);
  const bare = await bareCalls(provider, JSON.stringify(requests?.at(-1)?.body), { calls, atOnce: 20 });
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await drain(languageModel, inventMessages(8 * calls, 2), 20);
  const ours = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  const overhead = (user + system) / 1000 / calls - bare.cpuMs / calls;
  report(
    `${calls} calls of 50 ms, 20 at a time`,
    `${(bare.ms / ours).toFixed(3)} of bare fetch (${(calls / (ours / 1000)).toFixed(0)} against ${(calls / (bare.ms / 1000)).toFixed(0)} calls a second)`,
    'at least 0.95',
  );
  report('our own time a call of eight messages', `${overhead.toFixed(2)} ms of processor`, 'under 2 ms');
  await speedOfStep(provider, stores, languageModel);
  await stores.close();
  await provider.close();
}

/** The whole step, from stored messages to committed documents, with as many calls as it makes. */
async function speedOfStep(provider: SpawnedModelProvider, stores: OpenedStores, languageModel: LanguageModel): Promise<void> {
  const path = join(work, 'step.json');
  writeExport(path, { count: 8 * 2_000, seed: 3 });
  const channelId = await ingestExport(stores, path);
  const before = (await provider.record()).calls;
  const dependencies = { ...stores, model: languageModel, clock: systemClock, log };
  const startedAt = performance.now();
  const { report: done } = await processChannel(dependencies, channelId, { runId: 'step', concurrency: 20 });
  const ours = performance.now() - startedAt;
  const { calls, requests } = await provider.record(true);
  const made = calls - before;
  const bare = await bareCalls(provider, JSON.stringify(requests?.at(-1)?.body), { calls: made, atOnce: 20 });
  report(
    `the step \`process\`: ${done.processed_total} documents of ${8 * 2_000} messages, ${made} calls of 50 ms, 20 at a time`,
    `${(bare.ms / ours).toFixed(3)} of bare fetch (${(ours / 1000).toFixed(1)} against ${(bare.ms / 1000).toFixed(1)} s)`,
    'at least 0.95',
  );
}

/** A bare loop with a request of the usual size. */
async function bareCalls(
  { url, key }: SpawnedModelProvider,
  body: string,
  { calls, atOnce }: { calls: number; atOnce: number },
): Promise<{ ms: number; cpuMs: number }> {
  let left = calls;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        const response = await fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
          body,
        });
        await response.json();
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

async function rate(): Promise<void> {
  const requestsPerMinute = 600;
  const provider = await spawnModelProvider('openai', { latencyMs: 50, responder, limits: { requestsPerMinute } });
  const stores = await openDatabases('rate');
  const languageModel = await openModel(provider, stores);
  const startedAt = performance.now();
  await drain(languageModel, inventMessages(8 * 1_300, 4), 20);
  const minutes = (performance.now() - startedAt) / 60_000;
  const { requests } = await provider.record(true);
  const statuses = (requests ?? []).map(({ status }) => status);
  const refused = statuses.filter((status) => status === 429).length;
  const answered = statuses.filter((status) => status === 200).length;
  report(
    'a server that allows 600 requests a minute',
    `${(answered / (minutes * requestsPerMinute)).toFixed(2)} of the limit, ${((refused / statuses.length) * 100).toFixed(2)} % refused (${answered} calls in ${minutes.toFixed(1)} min)`,
    'at least 0.9, under 1 %',
  );
  await stores.close();
  await provider.close();
}

/**
 * Tokens against one call a message whose answer repeats the text, as the predecessor asked; and the estimate that `--dry-run` gives against
 * the bill. Every export that can be read, with models that take more or fewer words for a title.
 */
async function tokens(): Promise<void> {
  for (const path of exportsOfFixtures.map((name) => join(fixtures, name))) {
    if (!existsSync(path)) {
      console.log(`| tokens | skipped: ${path} is not there | |`);
      continue;
    }
    for (const titleWords of wordiness) {
      const { messages, bill, estimate, naive } = await measureTokens(path, titleWords);
      const share = (ours: number, theirs: number) => (ours / theirs).toFixed(3);
      const off = (estimated: number, real: number) => `${((estimated / real - 1) * 100).toFixed(1)} %`;
      const ours = `${(bill.input + bill.output).toLocaleString('en-US')} against ${(naive.input + naive.output).toLocaleString('en-US')}`;
      report(
        `${relative(fixtures, path)}, ${messages} messages, titles of ${titleWords ?? 'up to 7'} words`,
        `all tokens ${share(bill.input + bill.output, naive.input + naive.output)} (${ours}), output ${share(bill.output, naive.output)} (${bill.output.toLocaleString('en-US')} against ${naive.output.toLocaleString('en-US')}); ` +
          `estimate: calls ${off(estimate.calls, bill.calls)}, input ${off(estimate.inputTokens, bill.input)}, output ${off(estimate.outputTokens, bill.output)}, cost ${off(estimate.costUsd ?? Number.NaN, bill.costUsd)}`,
        '0.35, 0.25; 10 %',
      );
    }
  }
}

async function measureTokens(path: string, titleWords: number | null) {
  const provider = await startModelProvider('openai', { respond: createResponder({ titleWords }) });
  const stores = await openDatabases(randomUUID());
  const languageModel = await openModel(provider, stores);
  const channelId = await ingestExport(stores, path);
  const dependencies = { ...stores, model: languageModel, clock: systemClock, log };
  const estimate = await estimateChannel(dependencies, channelId, {});
  const asked = await processAndWatch(dependencies, channelId);
  const billed = await stores.modelCallStore.usage({});
  const sum = (key: 'inputTokens' | 'outputTokens' | 'calls' | 'costUsd') => billed.reduce((all, each) => all + each[key], 0);
  const bill = { calls: sum('calls'), input: sum('inputTokens'), output: sum('outputTokens'), costUsd: sum('costUsd') };
  await stores.close();
  await provider.close();
  // What the answers say of it is checked against what the server counted.
  if (provider.usage.output !== bill.output || provider.usage.input !== bill.input) {
    throw new RangeError(`The bill of ${path} is not what the server counted`);
  }
  return { messages: asked.length, bill, estimate, naive: await naiveTokens(asked, titleWords) };
}

async function naiveTokens(messages: readonly MessageToDescribe[], titleWords: number | null) {
  const count = await loadCountTokens();
  const { describe_messages: prompt } = await loadPrompts(join(root, 'prompts'));
  let input = 0;
  let output = 0;
  for (const message of messages) {
    const { id, text, language } = message;
    const { title, ...others } = describeMessage(message);
    input += count(prompt.instructions) + count(JSON.stringify({ id, text, language }));
    const answer = {
      id,
      text_clean: text,
      ...others,
      title: toTitle(titleWords === null ? title : text, titleWords ?? 7),
      language,
    };
    output += count(JSON.stringify(answer));
  }
  return { input, output };
}

/** Executes the step. @returns what it asked for */
async function processAndWatch(
  dependencies: Parameters<typeof processChannel>[0],
  channelId: string,
): Promise<MessageToDescribe[]> {
  const asked: MessageToDescribe[] = [];
  const { model: languageModel } = dependencies;
  const watched: LanguageModel = {
    ...languageModel,
    async *answer(task, items, options) {
      for await (const outcomes of languageModel.answer(task, items, options)) {
        asked.push(...outcomes.map(({ item }) => item as unknown as MessageToDescribe));
        yield outcomes;
      }
    },
  };
  await processChannel({ ...dependencies, model: watched }, channelId, { runId: 'bench', concurrency: 8 });
  return asked;
}

/** @returns the id of the channel: an export names it, or gets one here */
async function ingestExport(stores: OpenedStores, path: string): Promise<string> {
  const messages = await openExport({ path, channelId: path.includes('desktop-html') ? '1' : undefined });
  const { channelId } = messages.channel;
  const source = await stores.sourceStore.add({ sourceId: 'bench', channelId, batchSize: 500 }, '2026-01-01T00:00:00Z');
  await ingestSource({ ...stores, clock: systemClock }, { source, messages });
  await messages.close();
  return channelId;
}

async function chaos(): Promise<void> {
  const count = 8 * 500;
  const calm = await chaoticCalls(count, 0);
  const wild = await chaoticCalls(count, 0.3);
  const classes = Object.entries(wild.failures).map(([code, failed]) => `${code} ${failed}`);
  report(
    `30 % of calls fail in one of ${wild.kinds} ways, ${count} messages`,
    `${(wild.calls / calm.calls).toFixed(2)} times the calls of a calm run; ${wild.answered} documents, ${count - wild.answered} failures${classes.length > 0 ? ` (${classes.join(', ')})` : ''}, ${wild.violations} violations, ${wild.runs} runs`,
    'at most 1.3, none lost',
  );
}

async function chaoticCalls(count: number, share: number) {
  // Ways to fail that end the run are tested one by one; here every message must come to its end.
  const kinds = [...failureKinds, ...networkFaultKinds, ...answerFaultKinds].filter(
    (kind) => !['quota', 'billing', 'auth', 'not_found', 'hang', 'slow_drip'].includes(kind),
  );
  const faults = share === 0 ? null : { seed: 11, share, kinds, retryAfterMs: 300 };
  const provider = await spawnModelProvider('openai', { latencyMs: 20, responder, faults });
  const stores = await openDatabases(`chaos-${share}`);
  const languageModel = await openModel(provider, stores, 100);
  const failures: Record<string, number> = {};
  const answered = new Set<string>();
  let runs = 0;
  // A rate limit that outlasts all attempts ends a run: the same command goes on.
  for (let isEnded = false; !isEnded && runs < 20; ) {
    runs += 1;
    isEnded = await runOnce();
  }
  const { calls, violations } = await provider.record();
  await stores.close();
  await provider.close();
  return { calls, violations: violations.length, failures, answered: answered.size, kinds: kinds.length, runs };

  async function runOnce(): Promise<boolean> {
    const left = [...inventMessages(count, 5)].filter(({ id }) => !answered.has(id));
    try {
      for await (const outcomes of languageModel.answer(describeMessages, left, { purpose, concurrency: 16 })) {
        for (const outcome of outcomes) {
          if ('error' in outcome) {
            failures[outcome.error.code] = (failures[outcome.error.code] ?? 0) + 1;
          } else if (answered.has(outcome.item.id)) {
            throw new RangeError('answered twice');
          } else {
            answered.add(outcome.item.id);
          }
        }
      }
      return true;
    } catch (error) {
      if (error instanceof TgParserError && error.code === 'model_rate_limited') {
        return false;
      }
      throw error;
    }
  }
}

async function openDatabases(name: string): Promise<OpenedStores> {
  const folder = join(work, name);
  const paths = { ingestion: join(folder, 'ingestion'), raw: join(folder, 'raw'), processing: join(folder, 'processing') };
  const stores = openStores(openSqliteDatabases({ paths }));
  for (const database of ['ingestion', 'raw', 'processing'] as const) {
    await stores.databases.upgrade(database);
  }
  return stores;
}

/** As the composition root puts it together. */
async function openModel(
  { url, key }: Pick<SpawnedModelProvider, 'url' | 'key'>,
  stores: OpenedStores,
  baseInMs = 1_000,
): Promise<LanguageModel> {
  const clock = systemClock;
  const delay = systemDelay;
  const provider = createOpenAiChatModel(model, {
    apiKey: key,
    baseUrl: url,
    temperature: 0,
    reasoningEffort: 'low',
    verbosity: 'low',
    timeout: { totalInMs: 60_000, gapInMs: 60_000 },
  });
  const traced = withTracing(provider, { tracer: trace.getTracer('bench'), clock, log });
  const accounted = withAccounting(finishCalls(traced), {
    callStore: stores.modelCallStore,
    clock,
    delay,
    newId: randomUUID,
    limits: () => [],
  });
  const limitStore = stores.modelLimitStore;
  const limited = withRateLimit(accounted, { limitStore, clock, delay, log });
  const policy = { maxAttempts: 3, baseInMs, maxInMs: 60_000, jitter: 0.3 };
  const retried = withRetry(withCircuitBreaker(limited, { clock, log }), { policy, delay, log });
  return createChatLanguageModel({
    chat: withCooldown(retried, { limitStore, clock, log }),
    prompts: await loadPrompts(join(root, 'prompts')),
    calls: stores.modelCallStore,
    log,
    options: { maxOutputTokens: 4_096 },
    batches: null,
  });
}

async function drain(languageModel: LanguageModel, messages: Iterable<MessageToDescribe>, concurrency: number): Promise<void> {
  for await (const outcomes of languageModel.answer(describeMessages, messages, { purpose, concurrency })) {
    for (const outcome of outcomes) {
      if ('error' in outcome) {
        throw outcome.error;
      }
    }
  }
}

function* inventMessages(count: number, seed: number): Generator<MessageToDescribe> {
  const subjects = ['велосипед', 'огород', 'мастерскую', 'маршрут', 'палатку', 'рыбалку', 'лодку', 'карту'];
  for (let index = 0; index < count; index += 1) {
    const subject = subjects[index % subjects.length];
    const text = `Починили ${subject} в ${seed}-${index}-й раз, приходите вечером к реке, будет чай и разговор про ${subject}`;
    yield { id: `tg:1:post:${seed}${index}`, text, context: null, language: 'ru', entities: [] };
  }
}

function report(what: string, measured: string, bound: string): void {
  console.log(`| ${what} | ${measured} | ${bound} |`);
}
