import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../domain/error-code.ts';
import { chatModel, modelError } from './__fixtures__/layer-chat-model.ts';
import { memoryLog } from './__fixtures__/layer-log.ts';
import { chatAnswer, chatRequest } from './__fixtures__/layer-request.ts';
import { createVirtualTime } from './__fixtures__/layer-time.ts';
import type { ModelWait } from './model-wait.ts';
import { longestWaitInMs } from './rate-longest-wait.ts';
import { withRetry } from './with-retry.ts';

const policy = { maxAttempts: 4, baseInMs: 1000, maxInMs: 3000, jitter: 0.3 };

function retrying(complete: Parameters<typeof chatModel>[0], random = () => 0) {
  const time = createVirtualTime();
  const inner = chatModel(complete);
  const log = memoryLog();
  const shown: ModelWait[] = [];
  const model = withRetry(inner, { policy, delay: time.delay, log, random, onWait: (wait) => shown.push(wait) });
  return { time, inner, log, shown, model };
}

function failing(code: ErrorCode, retryAfterMs?: number) {
  return () => {
    throw modelError(code, { retryAfterMs });
  };
}

describe('what may pass is tried again', () => {
  for (const code of ['model_rate_limited', 'model_overloaded', 'model_timeout', 'model_unreachable'] as const) {
    it(`${code}: as often as allowed, with waits by the formula, and the error says how often`, async () => {
      const { time, inner, shown, model } = retrying(failing(code));
      await expect(time.run(model.complete(chatRequest()))).rejects.toMatchObject({
        code,
        message: `acme: ${code} (after 4 attempts)`,
        retryable: true,
      });
      expect(inner.calls).toHaveLength(4);
      expect(time.waits).toEqual([1000, 2000, 3000]);
      expect(shown.map(({ code: shownCode, waitInMs }) => [shownCode, waitInMs])).toEqual(
        time.waits.map((wait) => [code, wait]),
      );
    });
  }

  it('with up to the share of jitter on top', async () => {
    const { time, model } = retrying(failing('model_timeout'), () => 0.999);
    await expect(time.run(model.complete(chatRequest()))).rejects.toMatchObject({ code: 'model_timeout' });
    expect(time.waits.map((wait) => Math.round(wait * 10) / 10)).toEqual([1299.7, 2599.4, 3899.1]);
  });

  it('and an answer ends it', async () => {
    const { time, inner, model } = retrying((_, call) => {
      if (call < 3) {
        throw modelError('model_overloaded');
      }
      return chatAnswer({ text: 'third' });
    });
    await expect(time.run(model.complete(chatRequest()))).resolves.toMatchObject({ text: 'third' });
    expect(inner.calls).toHaveLength(3);
  });
});

describe('a time that the server names', () => {
  it('wins when it is longer than ours', async () => {
    const { time, model } = retrying(failing('model_rate_limited', 2500));
    await expect(time.run(model.complete(chatRequest()))).rejects.toMatchObject({ code: 'model_rate_limited' });
    expect(time.waits).toEqual([2500, 2500, 3000]);
  });

  it('is waited for up to five minutes, with a line that everybody sees', async () => {
    const { time, log, model } = retrying((_, call) => {
      if (call === 1) {
        throw modelError('model_rate_limited', { retryAfterMs: longestWaitInMs });
      }
      return chatAnswer();
    });
    await time.run(model.complete(chatRequest()));
    expect(time.waits).toEqual([300_000]);
    expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['warn', 'model_call_waits']]);
  });

  it('ends the call at once when it is longer', async () => {
    const { time, inner, model } = retrying(failing('model_rate_limited', longestWaitInMs + 1));
    await expect(model.complete(chatRequest())).rejects.toMatchObject({ code: 'model_rate_limited', retryAfterMs: 300_001 });
    expect(inner.calls).toHaveLength(1);
    expect(time.waits).toEqual([]);
  });
});

describe('what does not pass by itself is tried once', () => {
  const codes: ErrorCode[] = [
    'model_billing',
    'model_quota',
    'model_unauthorized',
    'model_refused',
    'model_request_invalid',
    'model_unknown',
    'model_unavailable',
    'budget_reached',
    'setting_invalid',
    'interrupted',
  ];
  for (const code of codes) {
    it(code, async () => {
      const { time, inner, log, model } = retrying(failing(code));
      await expect(model.complete(chatRequest())).rejects.toMatchObject({ code, message: `acme: ${code}` });
      expect(inner.calls).toHaveLength(1);
      expect(time.waits).toEqual([]);
      expect(log.lines).toEqual([]);
    });
  }

  it('a defect of our own', async () => {
    const { inner, model } = retrying(() => {
      throw new TypeError('x is not a function');
    });
    await expect(model.complete(chatRequest())).rejects.toBeInstanceOf(TypeError);
    expect(inner.calls).toHaveLength(1);
  });
});

it('a wait ends at once when the run is stopped', async () => {
  const { inner, model } = retrying(failing('model_overloaded'));
  const controller = new AbortController();
  const call = model.complete(chatRequest({ signal: controller.signal }));
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'interrupted' });
  expect(inner.calls).toHaveLength(1);
});
