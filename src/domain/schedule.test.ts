import { expect, test } from 'vitest';
import { nextFireAt } from './schedule.ts';

function fires(cron: string, zone: string, after: string, count: number): (string | null)[] {
  const times: (string | null)[] = [];
  for (let time: string | null = after; time !== null && times.length < count; ) {
    time = nextFireAt(cron, zone, new Date(time));
    times.push(time);
  }
  return times;
}

test('a schedule fires at the time of its zone, whatever that is elsewhere', () => {
  expect(fires('0 6 * * *', 'Asia/Kolkata', '2026-01-01T00:00:00Z', 2)).toEqual([
    '2026-01-01T00:30:00Z',
    '2026-01-02T00:30:00Z',
  ]);
  expect(fires('30 6 * * 1-5', 'UTC', '2026-01-02T07:00:00Z', 2)).toEqual(['2026-01-05T06:30:00Z', '2026-01-06T06:30:00Z']);
});

test('once in the night when clocks go forward over its time, and once when they come back to it', () => {
  expect(fires('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00Z',
    '2026-03-30T00:30:00Z',
  ]);
  expect(fires('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
    '2026-10-25T00:30:00Z',
    '2026-10-26T01:30:00Z',
  ]);
});

test('never at a day that does not come', () => {
  expect(nextFireAt('0 0 30 2 *', 'UTC', new Date('2026-01-01'))).toBeNull();
});

test.each([
  ['* * * *', 'UTC', 'no time that comes again'],
  ['* * * * * *', 'UTC', 'no time that comes again'],
  ['61 * * * *', 'UTC', 'no time that comes again'],
  ['', 'UTC', 'no time that comes again'],
  ['0 6 * * *', 'Middle/Earth', 'no time zone "Middle/Earth"'],
])('"%s" in %s is refused', (cron, zone, message) => {
  expect(() => nextFireAt(cron, zone, new Date())).toThrow(message);
});
