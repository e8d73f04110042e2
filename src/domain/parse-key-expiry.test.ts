import { expect, test } from 'vitest';
import { parseKeyExpiry } from './parse-key-expiry.ts';

const now = new Date('2026-03-01T12:00:00.700Z');

test.each([
  ['none', null],
  ['1', '2026-03-02T12:00:00Z'],
  ['90', '2026-05-30T12:00:00Z'],
  ['36500', '2126-02-05T12:00:00Z'],
  ['2026-03-01', '2026-03-01T23:59:59Z'],
  ['2028-02-29', '2028-02-29T23:59:59Z'],
  ['2026-03-01T12:00:01Z', '2026-03-01T12:00:01Z'],
])('"%s" is %s', (text, expected) => {
  expect(parseKeyExpiry(text, now)).toBe(expected);
});

test.each([
  '',
  '0',
  '-1',
  '1.5',
  '36501',
  '99999',
  'tomorrow',
  'None',
  '2026-02-29',
  '2026-02-28',
  '2026-03-01T12:00:00Z',
  '2026-03-01T13:00:00+02:00',
  '10000-01-01',
])('"%s" is refused: no moment, or one that is over', (text) => {
  expect(() => parseKeyExpiry(text, now)).toThrow(expect.objectContaining({ code: 'usage_invalid' }));
});
