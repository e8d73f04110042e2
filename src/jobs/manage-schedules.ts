import { randomUUID } from 'node:crypto';
import { instantFromDate } from '../domain/instant.ts';
import { type JobKind, jobRequestSchemas } from '../domain/job.ts';
import { nextFireAt, type Schedule } from '../domain/schedule.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from '../pipeline/application.ts';
import { findSource } from '../pipeline/find-source.ts';

type Dependencies = Pick<Application, 'scheduleStore' | 'sourceStore' | 'clock'>;

/** Who asks, and what that one sees: what else there is does not exist for them. */
export interface ScheduleCaller {
  /** Null for the operator. */
  ownerId: string | null;
  maySee?: ((source: Source) => boolean) | undefined;
}

export interface ScheduleToAdd {
  kind: JobKind;
  /** Left out for a kind that is about no source. */
  source?: string | undefined;
  cron: string;
  /** Default UTC. */
  zone?: string | undefined;
  /** The rest of the request of the job. */
  request?: Record<string, unknown> | undefined;
}

/** @throws TgParserError `usage_invalid`, `request_invalid`, `source_unknown` */
export async function addSchedule(
  { scheduleStore, sourceStore, clock }: Dependencies,
  { kind, source: name, cron, zone = 'UTC', request = {} }: ScheduleToAdd,
  { ownerId, maySee }: ScheduleCaller,
): Promise<Schedule> {
  const source = name === undefined ? null : await findSource(sourceStore, name, maySee);
  const { data, error } = jobRequestSchemas[kind].safeParse(source ? { ...request, source: source.sourceId } : request);
  if (error) {
    const problems = error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
    throw new TgParserError('request_invalid', `A job "${kind}" cannot be asked for like that: ${problems.join('; ')}`);
  }
  const now = clock.now();
  const schedule: Schedule = {
    ...{ scheduleId: randomUUID(), kind, sourceId: source?.sourceId ?? null, ownerId, cron, zone, request: data },
    ...{ isEnabled: true, createdAt: instantFromDate(now), nextFireAt: nextFireAt(cron, zone, now) },
    ...{ lastFiredAt: null, lastJobId: null, lastSkip: null },
  };
  await scheduleStore.add(schedule);
  return schedule;
}

/** Those of the caller, and those of sources that the caller sees; for the operator all. */
export async function listSchedules({ scheduleStore, sourceStore }: Dependencies, caller: ScheduleCaller): Promise<Schedule[]> {
  const schedules = await scheduleStore.list();
  const seen = await Promise.all(schedules.map((schedule) => isVisible(sourceStore, schedule, caller)));
  return schedules.filter((_, index) => seen[index]);
}

/** @throws TgParserError `schedule_unknown`, also for one that the caller does not see */
export async function findSchedule(
  { scheduleStore, sourceStore }: Dependencies,
  scheduleId: string,
  caller: ScheduleCaller,
): Promise<Schedule> {
  const schedule = await scheduleStore.get(scheduleId);
  if (schedule === null || !(await isVisible(sourceStore, schedule, caller))) {
    throw new TgParserError('schedule_unknown', `There is no schedule "${scheduleId}"`, {
      hint: '"tg-parser schedules list" shows them.',
    });
  }
  return schedule;
}

/** Sets what is passed, and works out anew when it fires next. @throws TgParserError `schedule_unknown`, `usage_invalid` */
export async function changeSchedule(
  dependencies: Dependencies,
  scheduleId: string,
  change: { cron?: string | undefined; zone?: string | undefined; isEnabled?: boolean | undefined },
  caller: ScheduleCaller,
): Promise<Schedule> {
  const before = await findSchedule(dependencies, scheduleId, caller);
  const { cron = before.cron, zone = before.zone, isEnabled = before.isEnabled } = change;
  const next = nextFireAt(cron, zone, dependencies.clock.now());
  return (await dependencies.scheduleStore.change(scheduleId, { cron, zone, isEnabled, nextFireAt: next })) ?? before;
}

/** @throws TgParserError `schedule_unknown` */
export async function removeSchedule(
  dependencies: Dependencies,
  scheduleId: string,
  caller: ScheduleCaller,
): Promise<Schedule> {
  const schedule = await findSchedule(dependencies, scheduleId, caller);
  await dependencies.scheduleStore.remove(scheduleId);
  return schedule;
}

async function isVisible(
  sourceStore: Dependencies['sourceStore'],
  { ownerId, sourceId }: Schedule,
  caller: ScheduleCaller,
): Promise<boolean> {
  if (caller.maySee === undefined || (ownerId !== null && ownerId === caller.ownerId)) {
    return true;
  }
  const source = sourceId === null ? null : await sourceStore.get(sourceId);
  return source !== null && caller.maySee(source);
}
