import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZonedTime } from './zoned-time.ts';

const seconds = (text: string) => Date.parse(`${text}Z`) / 1000;

test.each([
  ['Europe/Berlin', '2022-01-10T12:00:00', '2022-01-10T11:00:00'],
  ['Europe/Berlin', '2022-07-10T12:00:00', '2022-07-10T10:00:00'],
  ['America/New_York', '2022-07-10T12:00:00', '2022-07-10T16:00:00'],
  ['Asia/Kathmandu', '2022-01-10T12:00:00', '2022-01-10T06:15:00'],
  ['Pacific/Apia', '2022-01-10T12:00:00', '2022-01-09T23:00:00'],
  ['UTC', '2022-01-10T12:00:00', '2022-01-10T12:00:00'],
])('%s %s', (zone, local, expected) => {
  expect(createZonedTime(zone).toUnixSeconds(seconds(local))).toBe(seconds(expected));
});

test.each([
  ['Europe/Berlin', '2022-10-30T02:30:00', '2022-10-30T00:30:00'],
  ['America/New_York', '2022-11-06T01:30:00', '2022-11-06T05:30:00'],
])('a time that %s has twice is taken as the first of the two', (zone, local, expected) => {
  expect(createZonedTime(zone).toUnixSeconds(seconds(local))).toBe(seconds(expected));
});

test.each([
  ['Europe/Berlin', '2022-03-27T02:30:00', '2022-03-27T01:30:00'],
  ['America/New_York', '2022-03-13T02:30:00', '2022-03-13T07:30:00'],
])('a time that %s skips is read by the clock from before', (zone, local, expected) => {
  expect(createZonedTime(zone).toUnixSeconds(seconds(local))).toBe(seconds(expected));
});

test('a moment shown by a clock is found again, but for the second of two equal times', () => {
  const zones = ['Europe/Berlin', 'Europe/Moscow', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Tehran'];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 1_356_998_400, max: 1_893_456_000 }), (zone, moment) => {
      const shown = new Date(moment * 1000).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
      const found = createZonedTime(zone).toUnixSeconds(seconds(shown));
      expect([0, 1800, 3600]).toContain(moment - found);
    }),
    { numRuns: 300, seed: 11 },
  );
});

test('a zone that does not exist is refused', () => {
  expect(() => createZonedTime('Mars/Olympus')).toThrow(RangeError);
});
