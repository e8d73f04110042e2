/** Reads clock times of one IANA zone as moments. */
export interface ZonedTime {
  readonly zone: string;
  /**
   * A time that a change of clocks repeats is taken as the first of the two.
   *
   * @param local the clock time as if it were UTC, in seconds since 1970
   */
  toUnixSeconds(local: number): number;
}

const hour = 3600;
/** Zones change at most once in two days. */
const day = 24 * hour;
/** More hours than ten years have. */
const cachedHours = 100_000;

/** @throws RangeError when there is no such zone */
export function createZonedTime(zone: string): ZonedTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsets = new Map<number, number>();
  return {
    zone,
    toUnixSeconds(local) {
      const before = offsetAt(local - day);
      const after = offsetAt(local + day);
      const first = local - before;
      if (before === after || offsetAt(first) === before) {
        return first;
      }
      // Behind the change; an hour that the change skips is read by the clock from before it.
      const second = local - after;
      return offsetAt(second) === after ? second : first;
    },
  };

  /** Seconds by which clocks are ahead of UTC at a moment; zones change only at whole quarters of an hour. */
  function offsetAt(unixSeconds: number): number {
    const key = Math.floor(unixSeconds / (hour / 4));
    let offset = offsets.get(key);
    if (offset === undefined) {
      offset = measureOffset(key * (hour / 4));
      if (offsets.size >= cachedHours) {
        offsets.clear();
      }
      offsets.set(key, offset);
    }
    return offset;
  }

  function measureOffset(unixSeconds: number): number {
    const parts = Object.fromEntries(
      format.formatToParts(new Date(unixSeconds * 1000)).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 1970, month = 1, day = 1, hour: hours = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hours, minute, second) / 1000 - unixSeconds;
  }
}
