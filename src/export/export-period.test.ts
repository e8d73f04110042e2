import { describe, expect, it } from 'vitest';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { parsePeriod } from './export-period.ts';

describe('parsePeriod', () => {
  it('includes both days, in UTC', () => {
    expect(parsePeriod({ fromDate: '2026-01-31', toDate: '2026-01-31' })).toEqual({
      from: '2026-01-31T00:00:00Z',
      to: '2026-01-31T23:59:59Z',
    });
  });

  it('takes moments with their zone', () => {
    expect(parsePeriod({ fromDate: '2026-01-31T02:00:00+03:00' }).from).toBe('2026-01-30T23:00:00Z');
    expect(parsePeriod({ toDate: '2026-01-31T02:00Z' }).to).toBe('2026-01-31T02:00:00Z');
  });

  it('has no bounds by default', () => {
    expect(parsePeriod({})).toEqual({ from: null, to: null });
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '31.01.2026',
    '2026-1-1',
    '2026-01-31T02:00',
    '1',
    '-000001-01-01',
    '2026-01-31T25:00Z',
  ])('refuses %j', (fromDate) => expect(() => parsePeriod({ fromDate })).toThrow(TgParserError));

  it('refuses a period that ends before it begins', () => {
    expect(() => parsePeriod({ fromDate: '2026-02-01', toDate: '2026-01-31' })).toThrow(/is after/);
  });
});
