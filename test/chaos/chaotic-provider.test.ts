import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { respond } from '../support/answer-tasks.ts';
import { answerFaultKinds, type FaultKind, failureKinds, networkFaultKinds } from '../support/model-providers/fault.ts';
import type { ModelProviderOptions } from '../support/model-providers/model-provider-options.ts';
import type { Question } from '../support/model-providers/question.ts';
import { startForTest } from '../support/model-providers/start-for-test.ts';
import type { ModelProvider } from '../support/model-providers/start-model-provider.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeSmallExport } from '../support/write-small-export.ts';

const seeds = Array.from({ length: Number(process.env.CHAOS_SEEDS ?? 1) }, (_, index) => index + 1);
const messages = Number(process.env.CHAOS_MESSAGES ?? 480);
/** Of fewer, chance decides what the share of faults is and which they are. */
const enoughMessages = 4_000;
const kinds: readonly FaultKind[] = [...failureKinds, ...networkFaultKinds, ...answerFaultKinds];
/** What ends a run: somebody has to do something, after which the same command goes on. Each of them once. */
const endings: ReadonlySet<FaultKind> = new Set(['quota', 'billing', 'auth', 'not_found']);
const failureClasses = [
  ...['model_overloaded', 'model_timeout', 'model_unreachable', 'model_rate_limited'],
  ...['model_refused', 'model_answer_invalid', 'model_truncated'],
];

const apis = [
  ['openai', 'gpt-4.1-mini'],
  ['openai', 'gpt-5-mini'],
  ['anthropic', 'claude-haiku-4-5'],
  ['gemini', 'gemini-2.5-flash'],
] as const;

test.each(seeds)(
  'seed %i: when 30 % of calls fail in one of 22 ways, every message ends as document or failure, and no fault costs more than a call',
  async (seed) => {
    const [api, model] = apis[seed % apis.length] ?? apis[0];
    const folder = temporaryFolder();
    const path = join(folder, 'result.json');
    writeSmallExport(path, messages);
    const provider = await startForTest(api, { respond: answer });
    const calm = await openProgram(folder, { name: 'calm', path, api, model, provider });
    expect((await calm('process')).exitCode).toBe(0);
    const calmCalls = provider.calls;

    const chaotic = await openProgram(folder, { name: 'chaotic', path, api, model, provider });
    const faults = chaos(seed);
    const endedBy: string[] = [];
    let last: ReportFields;
    for (;;) {
      provider.options.faults = faults.plan;
      const { exitCode, report } = await chaotic('process');
      if (exitCode === 0 || exitCode === 3) {
        last = report;
        break;
      }
      endedBy.push(report.stopped_by?.code ?? report.error?.code ?? '');
      expect(endedBy.length, String(endedBy)).toBeLessThanOrEqual(2 * endings.size);
      // Somebody mends it, and looks whether it works.
      provider.options.faults = null;
      await chaotic('doctor');
    }
    provider.options.faults = null;
    const { failures } = (await chaotic('report')).report;
    expect(provider.violations).toEqual([]);
    expect(last.documents_total + last.failures_waiting_total).toBe(messages);
    expect(failures).toHaveLength(last.failures_waiting_total);
    for (const failure of failures) {
      expect(failureClasses).toContain(failure.failure_class);
    }
    expect(last.failures_waiting_total).toBeLessThan(messages / 20);
    const calls = provider.calls - calmCalls - endedBy.length;
    const failed = Object.values(faults.counts).reduce((sum, count) => sum + count, 0);
    const said = `${calls} calls, ${calmCalls} without faults, ${failed} faults`;
    expect(calls - calmCalls, said).toBeLessThanOrEqual(failed);
    if (messages >= enoughMessages) {
      expect(calls / calmCalls, said).toBeLessThanOrEqual(1.3);
    }
  },
  600_000,
);

/** `doctor` asks whether the model works. */
function answer(question: Question): unknown {
  return question.data.includes('[') ? respond(question) : { ok: true };
}

/** What the reports of the three commands hold, as far as it is read here. */
interface ReportFields {
  documents_total: number;
  failures_waiting_total: number;
  failures: { failure_class: string }[];
  stopped_by?: { code: string };
  error?: { code: string };
}

/** Faults by a seed: of each ten calls three, whichever, with all kinds equally often, in an order of their own. */
function chaos(seed: number): { plan: ModelProviderOptions['faults']; counts: Record<string, number> } {
  const random = seededRandom(seed);
  const counts: Record<string, number> = {};
  const used = new Set<FaultKind>();
  const places = createDeck(random, () => [true, true, true, false, false, false, false, false, false, false]);
  const nextKind = createDeck(random, () => kinds.filter((kind) => !used.has(kind) || !endings.has(kind)));
  return {
    counts,
    plan({ endpoint }) {
      if (endpoint !== 'generation' || !places()) {
        return null;
      }
      const kind = nextKind();
      used.add(kind);
      counts[kind] = (counts[kind] ?? 0) + 1;
      return { kind, retryAfterMs: kind.startsWith('rate_limited') ? 300 : undefined };
    },
  };
}

/** Hands out the cards of a deck in random order, then those of the next one. */
function createDeck<Card>(random: () => number, newDeck: () => Card[]): () => Card {
  let deck: Card[] = [];
  return () => {
    deck = deck.length > 0 ? deck : newDeck();
    const [card] = deck.splice(Math.floor(random() * deck.length), 1);
    return card as Card;
  };
}

async function openProgram(
  folder: string,
  about: { name: string; path: string; api: string; model: string; provider: ModelProvider },
): Promise<(command: 'process' | 'doctor' | 'report') => Promise<{ exitCode: number | null; report: ReportFields }>> {
  const { name, path, api, model, provider } = about;
  const environment = {
    ...{ LLM_PROVIDER: api, LLM_MODEL: model, LLM_TIMEOUT: '2', LLM_GAP_TIMEOUT: '1', RETRY_BACKOFF_BASE: '0.1' },
    ...{ [`${api.toUpperCase()}_BASE_URL`]: provider.url, [`${api.toUpperCase()}_API_KEY`]: provider.key },
  };
  const data = ['--data-dir', join(folder, name), '--no-progress', '--json'];
  expect((await runProgram(['ingest', '--from-export', path, ...data])).exitCode).toBe(0);
  const words = {
    process: ['process', '--channel', '1500000001', '-c', '8'],
    doctor: ['doctor'],
    report: ['report'],
  };
  return async (command) => {
    const { exitCode, stdout, stderr } = await runProgram([...words[command], ...data], { environment });
    expect(stderr).not.toMatch(/\n\s+at /);
    return { exitCode, report: JSON.parse(stdout) };
  };
}
