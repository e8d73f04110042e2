/** A moment as all records carry it: UTC, `YYYY-MM-DDTHH:MM:SSZ`. Text of this form sorts in time order. */
export type Instant = string;

export const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const firstSecond = Date.UTC(1970, 0, 1) / 1000;
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

/**
 * @param unixSeconds seconds since 1970
 * @returns null when the moment is before 1970 or after the year 9999, which no Telegram message can be
 */
export function instantFromUnixSeconds(unixSeconds: number): Instant | null {
  const seconds = Math.trunc(unixSeconds);
  if (!Number.isFinite(seconds) || seconds < firstSecond || seconds > lastSecond) {
    return null;
  }
  return instantFromDate(new Date(seconds * 1000));
}

/** @param time a moment between 1970 and 9999 */
export function instantFromDate(time: Date): Instant {
  return `${time.toISOString().slice(0, 19)}Z`;
}
