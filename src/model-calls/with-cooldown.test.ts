import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../domain/error-code.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ModelLimitStore } from '../ports/model-limit-store.ts';
import { chatModel, modelError } from './__fixtures__/layer-chat-model.ts';
import { memoryLimitStore } from './__fixtures__/layer-limit-store.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { createVirtualTime } from './__fixtures__/layer-time.ts';
import { withCooldown } from './with-cooldown.ts';

const key = 'acme:big-1 cooldown';
const minute = 60_000;

/** Several processes on one database. */
async function cooling() {
  const time = createVirtualTime();
  const limitStore = memoryLimitStore();
  return { time, limitStore, process };

  /** @param script the code to fail with at each call, null to answer */
  function process(
    script: (ErrorCode | null)[] = [],
    { ignoreCooldown = false, retryAfterMs }: { ignoreCooldown?: boolean; retryAfterMs?: number } = {},
  ) {
    const inner = chatModel((_, call) => {
      const code = script[call - 1] ?? null;
      if (code !== null) {
        throw modelError(code, { retryAfterMs });
      }
      return chatAnswer();
    });
    const log = memoryLog();
    return { inner, log, model: withCooldown(inner, { limitStore, clock: time.clock, log, ignoreCooldown }) };
  }
}

const refusal = (code: ErrorCode) => expect.objectContaining({ code });

describe('an error that lasts keeps all processes from calling, and says until when', () => {
  for (const [code, until, words] of [
    ['model_quota', '13:00:00', 'has used up its quota'],
    ['model_billing', '12:15:00', 'has no credit'],
    ['model_failing', '12:01:00', 'failed again and again'],
  ] as const) {
    it(code, async () => {
      const { process } = await cooling();
      const first = process([code]);
      await expect(first.model.complete(chatRequest())).rejects.toMatchObject({ code, message: `acme: ${code}` });
      for (const { inner, model } of [first, process()]) {
        const callsBefore = inner.calls.length;
        await expect(model.complete(chatRequest())).rejects.toMatchObject({
          code,
          message: `acme:big-1 ${words} and is not asked before 2026-01-15T${until}Z`,
          hint: expect.stringContaining('doctor'),
        });
        expect(inner.calls).toHaveLength(callsBefore);
      }
    });
  }

  it('for as long as the provider names', async () => {
    const { process, time } = await cooling();
    await expect(process(['model_quota'], { retryAfterMs: 5 * minute }).model.complete(chatRequest())).rejects.toEqual(
      refusal('model_quota'),
    );
    time.pass(5 * minute - 1);
    await expect(process().model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
    time.pass(1);
    await expect(process().model.complete(chatRequest())).resolves.toBeDefined();
  });
});

for (const code of [
  'model_rate_limited',
  'model_unauthorized',
  'model_overloaded',
  'model_refused',
  'budget_reached',
] as const) {
  it(`${code} does not`, async () => {
    const { process, limitStore } = await cooling();
    await expect(process([code]).model.complete(chatRequest())).rejects.toEqual(refusal(code));
    await expect(process().model.complete(chatRequest())).resolves.toBeDefined();
    expect(await limitStore.list()).toEqual([]);
  });
}

it('calls that were under way together begin one cooldown', async () => {
  const { limitStore, time } = await cooling();
  const log = memoryLog();
  const inner = chatModel(async (_, call) => {
    await time.delay(call * 100);
    throw modelError('model_quota', { retryAfterMs: 5 * minute });
  });
  const model = withCooldown(inner, { limitStore, clock: time.clock, log });
  await time.run(Promise.allSettled([1, 2, 3].map(() => model.complete(chatRequest()))));
  expect(inner.calls).toHaveLength(3);
  expect(log.lines.map(({ event }) => event)).toEqual(['model_cooldown_began']);
  expect(await limitStore.read(key)).toMatchObject({ blockedUntil: time.now() - 200 + 5 * minute });
});

it('a person who has mended it may try at once, and an answer ends the cooldown for all', async () => {
  const { process, limitStore, time } = await cooling();
  const first = process(['model_billing']);
  await expect(first.model.complete(chatRequest())).rejects.toEqual(refusal('model_billing'));
  await process([], { ignoreCooldown: true }).model.complete(chatRequest());
  expect(await limitStore.read(key)).toMatchObject({ blockedUntil: 0, blockedBy: null });
  time.pass(1000);
  await expect(first.model.complete(chatRequest())).resolves.toBeDefined();
});

it('a try in vain leaves it as it is', async () => {
  const { process } = await cooling();
  await expect(process(['model_quota']).model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
  await expect(process(['model_unauthorized'], { ignoreCooldown: true }).model.complete(chatRequest())).rejects.toEqual(
    refusal('model_unauthorized'),
  );
  await expect(process().model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
});

it('an answer to a call from before the cooldown does not end it', async () => {
  const { process, limitStore, time } = await cooling();
  let answer = () => {};
  const slow = withCooldown(
    chatModel(
      () =>
        new Promise((resolve) => {
          answer = () => resolve(chatAnswer());
        }),
    ),
    { limitStore, clock: time.clock, log: memoryLog() },
  );
  const early = slow.complete(chatRequest());
  await new Promise(setImmediate);
  await expect(process(['model_quota']).model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
  answer();
  await early;
  await expect(process().model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
});

it('nor does an answer that came in spite of it end another one that began meanwhile', async () => {
  const { process, limitStore, time } = await cooling();
  await expect(process(['model_failing']).model.complete(chatRequest())).rejects.toEqual(refusal('model_failing'));
  let answer = () => {};
  const slow = chatModel(
    () =>
      new Promise((resolve) => {
        answer = () => resolve(chatAnswer());
      }),
  );
  const patient = withCooldown(slow, { limitStore, clock: time.clock, log: memoryLog(), ignoreCooldown: true });
  const early = patient.complete(chatRequest());
  await new Promise(setImmediate);
  const other = process(['model_quota'], { ignoreCooldown: true });
  await expect(other.model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
  answer();
  await early;
  await expect(process().model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
});

it('calls that go well cost no write and one read a second', async () => {
  const { limitStore, time } = await cooling();
  let reads = 0;
  const counting: ModelLimitStore = {
    ...limitStore,
    read(name) {
      reads += 1;
      return limitStore.read(name);
    },
    update: () => Promise.reject(new Error('nothing is to be written')),
  };
  const model = withCooldown(
    chatModel(() => chatAnswer()),
    { limitStore: counting, clock: time.clock, log: memoryLog() },
  );
  for (let call = 0; call < 30; call += 1) {
    await Promise.all([model.complete(chatRequest()), model.complete(chatRequest())]);
    time.pass(100);
  }
  expect(reads).toBe(3);
});

it('the error of the provider is what the caller gets, even if it cannot be stored', async () => {
  const { limitStore, time } = await cooling();
  const broken: ModelLimitStore = { ...limitStore, update: () => Promise.reject(new TgParserError('storage_full', 'full')) };
  const log = memoryLog();
  const inner = chatModel(() => {
    throw modelError('model_quota');
  });
  const model = withCooldown(inner, { limitStore: broken, clock: time.clock, log });
  await expect(model.complete(chatRequest())).rejects.toEqual(refusal('model_quota'));
  expect(log.lines.map(({ event }) => event)).toEqual(['model_cooldown_began', 'model_cooldown_not_stored']);
});
