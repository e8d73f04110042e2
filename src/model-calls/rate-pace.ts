/** How fast one process calls. */
export interface PaceMeter {
  count(calls: number, now: number): void;
  /** Requests a minute, at least one. */
  perMinute(now: number): number;
}

/** The pace is that of the last so many milliseconds at most, and of a second at least. */
const longestInMs = 30_000;
const shortestInMs = 1000;

/** Times are in milliseconds since 1970. */
export function createPaceMeter(): PaceMeter {
  let since = Number.NEGATIVE_INFINITY;
  let counted = 0;
  return {
    count(calls, now) {
      if (now - since > longestInMs) {
        since = now;
        counted = 0;
      }
      counted += calls;
    },
    perMinute: (now) => Math.max(1, counted) * (60_000 / Math.max(now - since, shortestInMs)),
  };
}
