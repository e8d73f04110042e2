import type { ObservedLimit, ObservedLimits } from '../../ports/callable-model.ts';
import { parseDuration } from '../model-sdk/parse-duration.ts';

const kinds = ['requests', 'tokens'] as const;
const minuteInMs = 60_000;

/** https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers */
export function readOpenAiLimits(headers: ReadonlyMap<string, string>): ObservedLimits | null {
  const [requests, tokens] = kinds.map((kind) => readLimit(headers, kind));
  return requests || tokens ? { requests: requests ?? null, tokens: tokens ?? null } : null;
}

/** How long until a limit that is used up is whole again, when the server names no wait of its own. */
export function resetOfSpentLimit(headers: ReadonlyMap<string, string>): number | undefined {
  const limits = kinds.map((kind) => readLimit(headers, kind));
  const waits = limits.flatMap((limit) => (limit?.remaining === 0 && limit.resetsInMs !== null ? [limit.resetsInMs] : []));
  return waits.length === 0 ? undefined : Math.max(...waits);
}

function readLimit(headers: ReadonlyMap<string, string>, kind: string): ObservedLimit | null {
  const number = (name: string) => {
    const text = headers.get(`x-ratelimit-${name}-${kind}`);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
  };
  const [limit, remaining] = [number('limit'), number('remaining')];
  const resetsInMs = parseDuration(headers.get(`x-ratelimit-reset-${kind}`) ?? '');
  if (limit === null && remaining === null) {
    return null;
  }
  // What is not whole again within a minute is a limit of a day: small accounts and some compatible servers have one.
  const isOfMinute = resetsInMs === null || resetsInMs <= minuteInMs;
  return { limit: isOfMinute ? limit : null, remaining, resetsInMs };
}
