import type { ObservedLimit, ObservedLimits } from '../../ports/callable-model.ts';
import { serverTime } from '../model-sdk/server-time.ts';

const tokenKinds = ['tokens', 'input-tokens', 'output-tokens'] as const;

/** https://platform.claude.com/docs/en/api/rate-limits#response-headers. Of the limits on tokens the one that is nearest to its end. */
export function readAnthropicLimits(headers: ReadonlyMap<string, string>): ObservedLimits | null {
  const requests = readLimit(headers, 'requests');
  const tokens = tokenKinds.flatMap((kind) => readLimit(headers, kind) ?? []).sort((a, b) => shareLeft(a) - shareLeft(b))[0];
  return requests || tokens ? { requests, tokens: tokens ?? null } : null;
}

function shareLeft({ limit, remaining }: ObservedLimit): number {
  return limit ? (remaining ?? limit) / limit : 1;
}

function readLimit(headers: ReadonlyMap<string, string>, kind: string): ObservedLimit | null {
  const read = (name: string) => headers.get(`anthropic-ratelimit-${kind}-${name}`) ?? '';
  const [limit, remaining] = [toNumber(read('limit')), toNumber(read('remaining'))];
  const resetsAt = Date.parse(read('reset'));
  if (limit === null && remaining === null) {
    return null;
  }
  return { limit, remaining, resetsInMs: Number.isNaN(resetsAt) ? null : Math.max(0, resetsAt - serverTime(headers)) };
}

function toNumber(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
