import { z } from 'zod';
import { jobKinds } from '../../domain/job.ts';
import { maySeeSource } from '../../domain/may-see-source.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { addSchedule, changeSchedule, listSchedules, removeSchedule } from '../../jobs/manage-schedules.ts';
import { pageQuerySchema, pageSchema, toPage } from '../page.ts';
import { type Caller, defineRoute } from '../route.ts';

const cronField = z.string().max(200).describe('Minute, hour, day of the month, month, day of the week');
const zoneField = z.string().max(100).describe('IANA name of a time zone');
const scheduleParameters = z.object({ schedule_id: z.string() });

const scheduleAnswerSchema = z.object({
  schedule_id: z.string(),
  kind: z.enum(jobKinds),
  source_id: z.string().nullable(),
  cron: z.string(),
  zone: z.string(),
  request: z.record(z.string(), z.unknown()),
  is_enabled: z.boolean(),
  created_at: z.string(),
  next_fire_at: z.string().nullable(),
  last_fired_at: z.string().nullable(),
  last_job_id: z.string().nullable(),
  last_skip: z.enum(['still_running', 'source_paused', 'source_missing']).nullable().describe('Why the last time made no job'),
});

/** Nobody looks any more when something is overdue for so long. */
const overdueInMs = 60_000;

export const schedulesRoutes = [
  defineRoute({
    method: 'get',
    path: '/scheduler',
    summary: 'Whether schedules fire, and what fires next',
    tag: 'schedules',
    needs: 'read',
    answer: z.object({
      status: z.enum(['ok', 'overdue']).describe('`overdue`: nobody has looked for a minute'),
      schedules: z.number().describe('That are enabled and that the caller sees'),
      next: z.array(scheduleAnswerSchema.pick({ schedule_id: true, kind: true, source_id: true, next_fire_at: true })),
    }),
    async handle({ application, caller }) {
      const now = application.clock.now().getTime();
      const enabled = (await listSchedules(application, toCaller(caller))).filter(({ isEnabled }) => isEnabled);
      const coming = enabled
        .filter(({ nextFireAt }) => nextFireAt !== null)
        .sort((left, right) => Date.parse(left.nextFireAt ?? '') - Date.parse(right.nextFireAt ?? ''));
      const first = coming[0]?.nextFireAt ?? null;
      return {
        status: first !== null && now - Date.parse(first) > overdueInMs ? ('overdue' as const) : ('ok' as const),
        schedules: enabled.length,
        next: coming.slice(0, 10).map(toScheduleAnswer),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/schedules',
    summary: 'Jobs that are asked for again and again, by id',
    tag: 'schedules',
    needs: 'read',
    query: pageQuerySchema,
    answer: pageSchema(scheduleAnswerSchema),
    async handle({ application, caller, query }) {
      const schedules = await listSchedules(application, toCaller(caller));
      const { items, next } = toPage(schedules, query, ({ scheduleId }) => scheduleId);
      return { items: items.map(toScheduleAnswer), next };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/schedules',
    summary: 'Ask for a job again and again',
    tag: 'schedules',
    needs: 'manage',
    body: z.strictObject({
      kind: z.enum(['ingest', 'process', 'topicize', 'export', 'run']).default('run'),
      source: z.string().max(200).describe('Source id, @name, t.me link or channel id'),
      cron: cronField,
      zone: zoneField.default('UTC'),
      request: z.record(z.string(), z.unknown()).default({}).describe('The rest of the request of the job'),
    }),
    status: 201,
    answer: scheduleAnswerSchema,
    errors: ['usage_invalid', 'not_found'],
    async handle({ application, caller, visible, body }) {
      const { sourceId } = await visible.source(body.source);
      return toScheduleAnswer(await addSchedule(application, { ...body, source: sourceId }, toCaller(caller)));
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/schedules/{schedule_id}',
    summary: 'Change when a schedule fires, or let it rest; what is left out stays',
    tag: 'schedules',
    needs: 'manage',
    parameters: scheduleParameters,
    body: z.strictObject({ cron: cronField.optional(), zone: zoneField.optional(), is_enabled: z.boolean().optional() }),
    answer: scheduleAnswerSchema,
    errors: ['schedule_unknown', 'usage_invalid'],
    handle: async ({ application, caller, parameters, body: { cron, zone, is_enabled: isEnabled } }) =>
      toScheduleAnswer(await changeSchedule(application, parameters.schedule_id, { cron, zone, isEnabled }, toCaller(caller))),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/schedules/{schedule_id}',
    summary: 'Remove a schedule; jobs that it asked for stay',
    tag: 'schedules',
    needs: 'manage',
    parameters: scheduleParameters,
    answer: scheduleAnswerSchema,
    errors: ['schedule_unknown'],
    handle: async ({ application, caller, parameters }) =>
      toScheduleAnswer(await removeSchedule(application, parameters.schedule_id, toCaller(caller))),
  }),
];

function toCaller(caller: Caller) {
  return { ownerId: caller.userId, maySee: (source: Parameters<typeof maySeeSource>[1]) => maySeeSource(caller, source) };
}

function toScheduleAnswer(schedule: Schedule): z.input<typeof scheduleAnswerSchema> {
  return {
    schedule_id: schedule.scheduleId,
    kind: schedule.kind,
    source_id: schedule.sourceId,
    cron: schedule.cron,
    zone: schedule.zone,
    request: schedule.request,
    is_enabled: schedule.isEnabled,
    created_at: schedule.createdAt,
    next_fire_at: schedule.nextFireAt,
    last_fired_at: schedule.lastFiredAt,
    last_job_id: schedule.lastJobId,
    last_skip: schedule.lastSkip,
  };
}
