import { describe, expect, it } from 'vitest';
import type { BudgetLimit, ModelCall, ModelCallResult, ModelCallStore } from '../../src/ports/model-call-store.ts';

const at = new Date('2026-01-31T23:59:00Z');
const usage = { inputTokens: 900, cachedInputTokens: 100, cacheWriteTokens: 50, outputTokens: 60, reasoningTokens: 20 };
const answered: ModelCallResult = { outcome: 'answered', usage, costUsd: 0.25, durationMs: 812 };

export function newCall(callId: string, fields: Partial<ModelCall> = {}): ModelCall {
  return {
    callId,
    runId: 'run-1',
    step: 'process',
    channelId: '1',
    provider: 'openai',
    model: 'gpt-5-mini',
    task: 'describe_messages',
    promptId: 'sha256:a',
    via: 'direct',
    items: 8,
    startedAt: at,
    ...fields,
  };
}

const ofRun = (usd: number, runId = 'run-1'): BudgetLimit => ({ kind: 'run', runId, usd });
const ofMonth = (usd: number, fields: Partial<Extract<BudgetLimit, { kind: 'month' }>> = {}): BudgetLimit => ({
  kind: 'month',
  step: null,
  at,
  usd,
  ...fields,
});

/** What every ModelCallStore must do. */
export function testModelCallStore(name: string, open: () => Promise<ModelCallStore>): void {
  describe(`${name} keeps calls to models`, () => {
    it('lets calls through as long as the most that they can cost fits beside what is spent and set aside', async () => {
      const store = await open();
      const limits = [ofRun(1)];
      expect(await store.reserve(newCall('a'), 0.6, limits)).toBeNull();
      expect(await store.reserve(newCall('b'), 0.6, limits)).toEqual({ limit: limits[0], spentUsd: 0.6 });
      await store.record(newCall('a'), answered);
      expect(await store.spentUsd(ofRun(1))).toBe(0.25);
      expect(await store.reserve(newCall('b'), 0.75, limits)).toBeNull();
      expect(await store.reserve(newCall('c'), 0.000000001, limits)).toEqual({ limit: limits[0], spentUsd: 1 });
    });

    it('keeps runs, months and steps apart, and names the limit without room', async () => {
      const store = await open();
      await store.record(newCall('a'), answered);
      await store.record(newCall('b', { step: 'topicize', runId: 'run-2' }), answered);
      await store.record(newCall('c', { startedAt: new Date('2026-02-01T00:00:00Z') }), answered);
      expect(await store.spentUsd(ofRun(1))).toBe(0.5);
      expect(await store.spentUsd(ofMonth(1))).toBe(0.5);
      expect(await store.spentUsd(ofMonth(1, { step: 'topicize' }))).toBe(0.25);
      expect(await store.spentUsd(ofMonth(1, { at: new Date('2026-02-28T12:00:00Z') }))).toBe(0.25);
      expect(await store.spentUsd(ofRun(1, 'unknown'))).toBe(0);
      const limits = [ofRun(10), ofMonth(0.6)];
      expect(await store.reserve(newCall('d'), 0.2, limits)).toEqual({ limit: limits[1], spentUsd: 0.5 });
      expect(await store.spentUsd(ofRun(1))).toBe(0.5);
    });

    it('gives back what was set aside for a call that cost nothing, and keeps it for one that never came back', async () => {
      const store = await open();
      await store.reserve(newCall('refused'), 0.4, [ofRun(1)]);
      await store.record(newCall('refused'), { outcome: 'model_rate_limited', usage: null, costUsd: null, durationMs: 3 });
      expect(await store.spentUsd(ofRun(1))).toBe(0);
      await store.reserve(newCall('killed'), 0.4, [ofRun(1)]);
      expect(await store.spentUsd(ofRun(1))).toBe(0.4);
    });

    it('takes back what was set aside for calls that were never made, and nothing else', async () => {
      const store = await open();
      const ids = Array.from({ length: 450 }, (_, index) => `call ${index}`);
      for (const id of ids) {
        await store.reserve(newCall(id), 0.001, [ofRun(1)]);
      }
      await store.record(newCall('call 7'), answered);
      await store.release([...ids.slice(0, 400), 'unknown']);
      expect(await store.spentUsd(ofRun(1))).toBe(0.3);
      expect((await store.usage({}))[0]).toMatchObject({ calls: 51, costUsd: 0.25 });
      await store.release(ids.slice(0, 400));
      expect(await store.spentUsd(ofMonth(1))).toBe(0.3);
    });

    it('bills a call once, however often it is recorded', async () => {
      const store = await open();
      await store.record(newCall('a'), answered);
      await store.record(newCall('a'), { ...answered, costUsd: 5 });
      expect(await store.spentUsd(ofRun(1))).toBe(0.25);
      expect((await store.usage({}))[0]).toMatchObject({ calls: 1, costUsd: 0.25 });
    });

    it('adds up amounts without an error', async () => {
      const store = await open();
      for (let index = 0; index < 30; index += 1) {
        await store.record(newCall(`${index}`), { ...answered, costUsd: 0.1 });
      }
      expect(await store.spentUsd(ofRun(1))).toBe(3);
      expect(await store.reserve(newCall('more'), 0.1, [ofRun(3.1)])).toBeNull();
    });

    it('summarizes calls by provider, model and step; unknown is not zero', async () => {
      const store = await open();
      await store.record(newCall('a'), answered);
      await store.record(newCall('b', { items: 2 }), { ...answered, outcome: 'truncated', costUsd: null });
      await store.record(newCall('c'), { outcome: 'model_timeout', usage: null, costUsd: null, durationMs: 1 });
      await store.record(newCall('d', { model: 'other', channelId: '2', runId: 'run-2' }), answered);
      const known = { provider: 'openai', model: 'gpt-5-mini', step: 'process', calls: 3, failedCalls: 1, items: 18 };
      const spent = { costUsd: 0.25, unpricedCalls: 1, inputTokens: 1800, cachedInputTokens: 200, cacheWriteTokens: 100 };
      expect(await store.usage({ runId: 'run-1' })).toEqual([{ ...known, ...spent, outputTokens: 120, reasoningTokens: 40 }]);
      expect((await store.usage({})).map(({ model }) => model)).toEqual(['gpt-5-mini', 'other']);
      expect((await store.usage({ channelId: '2' })).map(({ model }) => model)).toEqual(['other']);
      expect(await store.usage({ since: new Date('2026-02-01T00:00:00Z') })).toEqual([]);
      const begun = new Date(newCall('a').startedAt);
      expect(await store.usage({ before: begun })).toEqual([]);
      expect(await store.usage({ since: begun, before: new Date(begun.getTime() + 1_000) })).toHaveLength(2);
      expect(await store.usage({ runId: 'none' })).toEqual([]);
    });

    it('finds answers by their key, the latest for each, whatever their number', async () => {
      const store = await open();
      await store.saveAnswers([]);
      await store.saveAnswers([{ key: 'a', answer: { title: 'old' } }]);
      await store.saveAnswers([
        { key: 'a', answer: { title: 'Ёж \ud83d\ude00 "\\' } },
        { key: 'b', answer: null },
      ]);
      expect(await store.findAnswers(['a', 'b', 'c'])).toEqual(
        new Map<string, unknown>([
          ['a', { title: 'Ёж \ud83d\ude00 "\\' }],
          ['b', null],
        ]),
      );
      expect(await store.findAnswers([])).toEqual(new Map());
      const many = Array.from({ length: 3000 }, (_, index) => ({ key: `key ${index}`, answer: index }));
      await store.saveAnswers(many);
      expect((await store.findAnswers(many.map(({ key }) => key))).size).toBe(3000);
    });

    it('forgets the calls of a channel, and neither the answers nor what was spent', async () => {
      const store = await open();
      await store.record(newCall('a'), answered);
      await store.record(newCall('b', { channelId: '2' }), answered);
      await store.saveAnswers([{ key: 'a', answer: 1 }]);
      await store.removeChannel('1');
      expect(await store.usage({})).toHaveLength(1);
      expect(await store.spentUsd(ofMonth(9))).toBe(0.5);
      expect((await store.findAnswers(['a'])).size).toBe(1);
    });

    it('never lets through more than a budget holds, however many ask at once', async () => {
      const store = await open();
      const limits = [ofMonth(1)];
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const call = newCall(`call ${index}`, { runId: `run-${index % 4}` });
          if ((await store.reserve(call, 0.11, limits)) !== null) {
            return 0;
          }
          await store.record(call, { ...answered, costUsd: 0.1 });
          return 1;
        }),
      );
      const made = outcomes.reduce((sum: number, outcome) => sum + outcome, 0);
      expect(made).toBeGreaterThan(0);
      expect(await store.spentUsd(ofMonth(1))).toBeCloseTo(made * 0.1, 9);
      expect(made).toBeLessThanOrEqual(9);
    });
  });
}
