import type { Schedule } from '../domain/schedule.ts';
import { oneLine } from './one-line.ts';

/** What a schedule does and when, on one line. */
export function describeSchedule({ scheduleId, kind, sourceId, cron, zone, isEnabled, nextFireAt }: Schedule): string {
  const when = isEnabled ? (nextFireAt === null ? 'never again' : `next ${nextFireAt}`) : 'disabled';
  return `Schedule ${scheduleId}: ${kind}${sourceId === null ? '' : ` of ${oneLine(sourceId)}`} at "${oneLine(cron)}" (${oneLine(zone)}), ${when}`;
}
