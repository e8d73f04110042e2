import type { ObservedLimits } from '../../ports/callable-model.ts';
import type { ChatModel } from '../../ports/chat-model.ts';
import { chatModel, modelError } from './layer-chat-model.ts';
import { chatAnswer } from './layer-request.ts';
import type { VirtualTime } from './layer-time.ts';

export interface ServerOptions {
  requestsPerMinute: number;
  /** Requests that may come at once after a rest. */
  capacity: number;
  latencyInMs: number;
  /** Whether answers name the limit and what is left of it. */
  namesLimits: boolean;
  /** Whether a refusal names when the next request may come. */
  namesRetryAfter?: boolean;
}

/** A provider with a token bucket, the same for all processes. Requests before a time that it named are counted apart. */
export function rateLimitedServer(time: VirtualTime, options: ServerOptions) {
  const { requestsPerMinute, capacity, latencyInMs, namesLimits, namesRetryAfter = true } = options;
  const perMs = requestsPerMinute / 60_000;
  let level = capacity;
  let levelAt = time.now();
  const counts = { answered: 0, refused: 0 };

  return { counts, connect };

  /** One process's way to the server. */
  function connect(): ChatModel {
    return chatModel(async ({ onLimits }) => {
      await time.delay(latencyInMs / 2);
      const isTaken = take();
      const limits = toLimits();
      await time.delay(latencyInMs / 2);
      onLimits?.(limits);
      if (!isTaken) {
        throw modelError('model_rate_limited', namesRetryAfter ? { retryAfterMs: Math.ceil((1 - level) / perMs) } : {});
      }
      return chatAnswer();
    });
  }

  function take(): boolean {
    level = Math.min(capacity, level + (time.now() - levelAt) * perMs);
    levelAt = time.now();
    if (level < 1) {
      counts.refused += 1;
      return false;
    }
    level -= 1;
    counts.answered += 1;
    return true;
  }

  function toLimits(): ObservedLimits {
    return {
      requests: namesLimits
        ? { limit: requestsPerMinute, remaining: Math.floor(level), resetsInMs: Math.ceil((capacity - level) / perMs) }
        : null,
      tokens: null,
    };
  }
}
