import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/domain/schedule.ts';
import type { ScheduleStore } from '../../src/ports/schedule-store.ts';

const at = '2026-05-06T10:00:00Z';
const next = '2026-05-07T10:00:00Z';

function newSchedule(scheduleId: string, change: Partial<Schedule> = {}): Schedule {
  return {
    ...{ scheduleId, kind: 'run', sourceId: 's', ownerId: null, cron: '0 10 * * *', zone: 'UTC', request: { source: 's' } },
    ...{ isEnabled: true, createdAt: at, nextFireAt: at, lastFiredAt: null, lastJobId: null, lastSkip: null },
    ...change,
  };
}

/** What every ScheduleStore must do. @param open gives an empty store for one test */
export function testScheduleStore(name: string, open: () => Promise<ScheduleStore>): void {
  describe(`${name} keeps schedules`, () => {
    it('gives back what it was given, and changes what is passed', async () => {
      const store = await open();
      await store.add(newSchedule('b'));
      await store.add(
        newSchedule('a', { kind: 'clean_up', sourceId: null, ownerId: 'anna', nextFireAt: null, isEnabled: false }),
      );
      expect((await store.list()).map(({ scheduleId }) => scheduleId)).toEqual(['a', 'b']);
      expect(await store.get('b')).toEqual(newSchedule('b'));
      expect(await store.change('b', {})).toEqual(newSchedule('b'));
      expect(
        await store.change('b', { isEnabled: false, zone: 'Europe/Berlin', request: { source: 's', force: true } }),
      ).toEqual(newSchedule('b', { isEnabled: false, zone: 'Europe/Berlin', request: { source: 's', force: true } }));
      expect(await store.change('x', { isEnabled: true })).toBeNull();
      expect([await store.remove('b'), await store.remove('b')]).toEqual([true, false]);
      await store.removeSource('s');
      expect((await store.list()).map(({ scheduleId }) => scheduleId)).toEqual(['a']);
    });

    it('finds what is due and enabled, the longest overdue first', async () => {
      const store = await open();
      await store.add(newSchedule('now'));
      await store.add(newSchedule('long', { nextFireAt: '2026-05-01T00:00:00Z' }));
      await store.add(newSchedule('off', { isEnabled: false }));
      await store.add(newSchedule('later', { nextFireAt: next }));
      await store.add(newSchedule('never', { nextFireAt: null }));
      expect((await store.due(new Date(at))).map(({ scheduleId }) => scheduleId)).toEqual(['long', 'now']);
    });

    it('stores a firing once, however many fire at once, and none of a schedule that was changed meanwhile', async () => {
      const store = await open();
      await store.add(newSchedule('a'));
      const firing = { nextFireAt: next, lastFiredAt: at, lastJobId: 'j', lastSkip: null };
      const fired = await Promise.all(Array.from({ length: 5 }, () => store.fire('a', at, firing)));
      expect(fired.filter(Boolean)).toHaveLength(1);
      expect(await store.get('a')).toMatchObject(firing);
      await store.change('a', { nextFireAt: '2026-06-01T00:00:00Z' });
      expect(await store.fire('a', next, { ...firing, lastSkip: 'still_running' })).toBe(false);
    });
  });
}
