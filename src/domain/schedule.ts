import { Cron } from 'croner';
import { type Instant, instantFromDate } from './instant.ts';
import type { JobKind } from './job.ts';
import { TgParserError } from './tg-parser-error.ts';

/** A job that is asked for again and again. */
export interface Schedule {
  scheduleId: string;
  kind: JobKind;
  /** Null for work about no source. */
  sourceId: string | null;
  /** Who made it; null: the operator. Its jobs are theirs. */
  ownerId: string | null;
  /** Minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** IANA name of the zone that the expression is meant in. */
  zone: string;
  /** As `jobRequestSchemas` of the kind. */
  request: Record<string, unknown>;
  isEnabled: boolean;
  createdAt: Instant;
  /** Null for an expression that never comes again. */
  nextFireAt: Instant | null;
  lastFiredAt: Instant | null;
  /** Of the last firing; null when that was skipped. */
  lastJobId: string | null;
  /** Why the last firing made no job; null when it made one. */
  lastSkip: ScheduleSkip | null;
}

export type ScheduleSkip = 'still_running' | 'source_paused' | 'source_missing';

/**
 * When a schedule fires next. In the night when clocks go forward a time that does not exist is taken as the first that does; when they go
 * back, a time that comes twice is taken once.
 *
 * @returns null when it never does
 * @throws TgParserError `usage_invalid` for an expression or a zone that is none
 */
export function nextFireAt(cron: string, zone: string, after: Date): Instant | null {
  try {
    const next = new Cron(cron, { mode: '5-part', timezone: zone, paused: true }).nextRun(after);
    return next === null ? null : instantFromDate(next);
  } catch (cause) {
    const isZone = cause instanceof TypeError && cause.message.includes('timezone');
    throw new TgParserError(
      'usage_invalid',
      isZone ? `There is no time zone "${zone}"` : `"${cron}" is no time that comes again`,
      {
        hint: isZone
          ? 'Give one like Europe/Berlin or UTC.'
          : 'Five parts say when: minute, hour, day of the month, month, day of the week. "30 6 * * 1-5" is 6:30 from Monday to Friday.',
        cause,
      },
    );
  }
}
