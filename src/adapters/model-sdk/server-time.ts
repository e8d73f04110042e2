/**
 * What the clock of a server showed when it answered: times that it names are of that clock, and ours may be wrong by minutes.
 *
 * @returns milliseconds since 1970
 */
export function serverTime(headers: ReadonlyMap<string, string>): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}
