import { serverTime } from './server-time.ts';

/**
 * What a server says of the wait until the next call: `retry-after-ms`, or `retry-after` in seconds or as a date
 * (https://www.rfc-editor.org/rfc/rfc9110#name-retry-after).
 *
 * @returns milliseconds; undefined when it says nothing
 */
export function retryAfter(headers: ReadonlyMap<string, string>): number | undefined {
  const precise = amount(headers.get('retry-after-ms'));
  if (precise !== undefined) {
    return Math.ceil(precise);
  }
  const said = headers.get('retry-after');
  const seconds = amount(said);
  if (seconds !== undefined) {
    return Math.ceil(seconds * 1_000);
  }
  const date = Date.parse(said ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - serverTime(headers));
}

function amount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
