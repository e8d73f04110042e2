import { parseDuration } from './parse-duration.ts';
import type { Headers } from './read-limits.ts';

/**
 * How long a server wants us to wait: `retry-after-ms`, `retry-after` as seconds or as a date
 * (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), or the `retryDelay` of Google's `RetryInfo`.
 *
 * @param body of the error, parsed
 * @param now milliseconds since 1970
 * @returns milliseconds, null when it names no time
 */
export function readRetryAfter(headers: Headers, body: unknown, now: number): number | null {
  const milliseconds = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] && milliseconds >= 0) {
    return milliseconds;
  }
  const text = headers['retry-after'];
  if (text !== undefined && text.trim() !== '') {
    const seconds = Number(text);
    if (Number.isFinite(seconds) && seconds >= 0) {
      return seconds * 1000;
    }
    const moment = Date.parse(text);
    if (!Number.isNaN(moment)) {
      return Math.max(0, moment - now);
    }
  }
  return readRetryInfo(body);
}

function readRetryInfo(body: unknown): number | null {
  const details = (body as { error?: { details?: unknown } } | null)?.error?.details;
  if (!Array.isArray(details)) {
    return null;
  }
  for (const detail of details as { '@type'?: unknown; retryDelay?: unknown }[]) {
    if (String(detail?.['@type']).endsWith('google.rpc.RetryInfo') && typeof detail.retryDelay === 'string') {
      return parseDuration(detail.retryDelay);
    }
  }
  return null;
}
