import { type Instant, instantFromUnixSeconds } from '../../../domain/instant.ts';
import type { ZonedTime } from '../zoned-time.ts';

/** `01.02.2023 13:45:00 UTC+04:00`; exports before 2022 have no offset. */
const pattern = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})(?: UTC([+-])(\d{2}):(\d{2}))?$/;

/**
 * @param title of the `date` element
 * @returns null when it is no date
 */
export function readHtmlDate(title: string, zonedTime: ZonedTime, onAssumedZone: () => void): Instant | null {
  const match = pattern.exec(title.trim());
  if (!match) {
    return null;
  }
  const [, day, month, year, hours, minutes, seconds, sign, offsetHours, offsetMinutes] = match;
  const local = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`).getTime() / 1000;
  if (Number.isNaN(local)) {
    return null;
  }
  if (sign === undefined) {
    onAssumedZone();
    return instantFromUnixSeconds(zonedTime.toUnixSeconds(local));
  }
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60;
  return instantFromUnixSeconds(sign === '+' ? local - offset : local + offset);
}
