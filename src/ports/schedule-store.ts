import type { Instant } from '../domain/instant.ts';
import type { Schedule } from '../domain/schedule.ts';

/** What a firing changes. */
export type Firing = Pick<Schedule, 'nextFireAt' | 'lastFiredAt' | 'lastJobId' | 'lastSkip'>;

/** Jobs that are asked for again and again: database `ingestion`. */
export interface ScheduleStore {
  add(schedule: Schedule): Promise<void>;
  get(scheduleId: string): Promise<Schedule | null>;
  /** By their ids. */
  list(): Promise<Schedule[]>;
  /** Those that are enabled and whose time has come, the longest overdue first. */
  due(at: Date): Promise<Schedule[]>;
  /** @returns null when there is none with this id */
  change(
    scheduleId: string,
    change: Partial<Pick<Schedule, 'cron' | 'zone' | 'request' | 'isEnabled' | 'nextFireAt'>>,
  ): Promise<Schedule | null>;
  /** Stores a firing, unless somebody else has stored it, or the schedule was changed meanwhile. @param expected when it was to fire */
  fire(scheduleId: string, expected: Instant, firing: Firing): Promise<boolean>;
  remove(scheduleId: string): Promise<boolean>;
  removeSource(sourceId: string): Promise<void>;
}
