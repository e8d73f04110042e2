import type { ObservedLimit, ObservedLimits } from '../../ports/chat-model.ts';
import { parseDuration } from './parse-duration.ts';

export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * What the headers of an answer say of limits: OpenAI's `x-ratelimit-*`
 * (https://platform.openai.com/docs/guides/rate-limits) and Anthropic's `anthropic-ratelimit-*`
 * (https://docs.anthropic.com/en/api/rate-limits). Null when they say nothing.
 *
 * @param now milliseconds since 1970, for headers that name a moment
 */
export function readLimits(headers: Headers, now: number): ObservedLimits | null {
  const requests = openAiLimit(headers, 'requests') ?? anthropicLimit(headers, 'requests', now);
  const tokens =
    openAiLimit(headers, 'tokens') ??
    nearest(
      ['input-tokens', 'output-tokens', 'tokens']
        .map((kind) => anthropicLimit(headers, kind, now))
        .filter((limit) => limit !== null),
    );
  return requests === null && tokens === null ? null : { requests, tokens };
}

function openAiLimit(headers: Headers, kind: string): ObservedLimit | null {
  const limit = toNumber(headers[`x-ratelimit-limit-${kind}`]);
  const remaining = toNumber(headers[`x-ratelimit-remaining-${kind}`]);
  const reset = headers[`x-ratelimit-reset-${kind}`];
  return limit === null && remaining === null
    ? null
    : { limit, remaining, resetsInMs: reset === undefined ? null : parseDuration(reset) };
}

function anthropicLimit(headers: Headers, kind: string, now: number): ObservedLimit | null {
  const prefix = `anthropic-ratelimit-${kind}`;
  const limit = toNumber(headers[`${prefix}-limit`]);
  const remaining = toNumber(headers[`${prefix}-remaining`]);
  const reset = Date.parse(headers[`${prefix}-reset`] ?? '');
  return limit === null && remaining === null
    ? null
    : { limit, remaining, resetsInMs: Number.isNaN(reset) ? null : Math.max(0, reset - now) };
}

/** The one with the smallest share left. */
function nearest(limits: ObservedLimit[]): ObservedLimit | null {
  const share = ({ limit, remaining }: ObservedLimit) => (limit && remaining !== null ? remaining / limit : 1);
  return limits.sort((left, right) => share(left) - share(right))[0] ?? null;
}

function toNumber(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? null : value;
}
