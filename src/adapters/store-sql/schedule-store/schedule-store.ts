import type { Selectable } from 'kysely';
import { instantFromDate } from '../../../domain/instant.ts';
import type { Schedule } from '../../../domain/schedule.ts';
import type { ScheduleStore } from '../../../ports/schedule-store.ts';
import { decodeBoolean, decodeInstant, decodeJson, decodeNullableInstant } from '../decode-column.ts';
import type { IngestionSchema, SchedulesTable } from '../schema/ingestion-schema.ts';
import type { SqlDatabase } from '../sql-database.ts';

export function createScheduleStore(database: SqlDatabase<IngestionSchema>): ScheduleStore {
  async function get(scheduleId: string): Promise<Schedule | null> {
    const row = await database.read((reader) =>
      reader.selectFrom('schedules').selectAll().where('schedule_id', '=', scheduleId).executeTakeFirst(),
    );
    return row ? toSchedule(row) : null;
  }

  return {
    add: (schedule) =>
      database.write(async (transaction) => {
        await transaction
          .insertInto('schedules')
          .values({
            schedule_id: schedule.scheduleId,
            kind: schedule.kind,
            source_id: schedule.sourceId,
            owner_id: schedule.ownerId,
            cron: schedule.cron,
            zone: schedule.zone,
            request: JSON.stringify(schedule.request),
            is_enabled: schedule.isEnabled,
            created_at: schedule.createdAt,
            next_fire_at: schedule.nextFireAt,
            last_fired_at: schedule.lastFiredAt,
            last_job_id: schedule.lastJobId,
            last_skip: schedule.lastSkip,
          })
          .execute();
      }),

    get,

    list: () =>
      database.read(async (reader) => {
        const rows = await reader.selectFrom('schedules').selectAll().orderBy('schedule_id').execute();
        return rows.map(toSchedule);
      }),

    due: (at) =>
      database.read(async (reader) => {
        const rows = await reader
          .selectFrom('schedules')
          .selectAll()
          .where('is_enabled', '=', true)
          .where('next_fire_at', '<=', instantFromDate(at))
          .orderBy('next_fire_at')
          .orderBy('schedule_id')
          .execute();
        return rows.map(toSchedule);
      }),

    async change(scheduleId, { cron, zone, request, isEnabled, nextFireAt }) {
      await database.write(async (transaction) => {
        const values = {
          ...(cron === undefined ? {} : { cron }),
          ...(zone === undefined ? {} : { zone }),
          ...(request === undefined ? {} : { request: JSON.stringify(request) }),
          ...(isEnabled === undefined ? {} : { is_enabled: isEnabled }),
          ...(nextFireAt === undefined ? {} : { next_fire_at: nextFireAt }),
        };
        if (Object.keys(values).length > 0) {
          await transaction.updateTable('schedules').set(values).where('schedule_id', '=', scheduleId).execute();
        }
      });
      return get(scheduleId);
    },

    fire: (scheduleId, expected, { nextFireAt, lastFiredAt, lastJobId, lastSkip }) =>
      database.write(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('schedules')
          .set({ next_fire_at: nextFireAt, last_fired_at: lastFiredAt, last_job_id: lastJobId, last_skip: lastSkip })
          .where('schedule_id', '=', scheduleId)
          .where('next_fire_at', '=', expected)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),

    remove: (scheduleId) =>
      database.write(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('schedules')
          .where('schedule_id', '=', scheduleId)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),

    removeSource: (sourceId) =>
      database.write(async (transaction) => {
        await transaction.deleteFrom('schedules').where('source_id', '=', sourceId).execute();
      }),
  };
}

function toSchedule(row: Selectable<SchedulesTable>): Schedule {
  return {
    scheduleId: row.schedule_id,
    kind: row.kind,
    sourceId: row.source_id,
    ownerId: row.owner_id,
    cron: row.cron,
    zone: row.zone,
    request: decodeJson(row.request),
    isEnabled: decodeBoolean(row.is_enabled),
    createdAt: decodeInstant(row.created_at),
    nextFireAt: decodeNullableInstant(row.next_fire_at),
    lastFiredAt: decodeNullableInstant(row.last_fired_at),
    lastJobId: row.last_job_id,
    lastSkip: row.last_skip,
  };
}
