/**
 * How long a server asks to wait: `Retry-After` in seconds or as a date (https://www.rfc-editor.org/rfc/rfc9110#name-retry-after), dates by
 * the server's own clock where it shows one.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds; undefined when it says nothing
 */
export function readRetryAfter(headers: { get(name: string): string | null }, now: number): number | undefined {
  const said = headers.get('retry-after')?.trim();
  if (!said) {
    return undefined;
  }
  if (/^\d{1,9}$/.test(said)) {
    return Number(said) * 1_000;
  }
  const until = Date.parse(said);
  const serverTime = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(serverTime) ? now : serverTime));
}
