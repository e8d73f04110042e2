import { expect, it } from 'vitest';
import { createPaceMeter } from './rate-pace.ts';

it('counts calls a minute, over a second at least and half a minute at most', () => {
  const meter = createPaceMeter();
  meter.count(20, 1_000_000);
  expect(meter.perMinute(1_000_100)).toBe(1200);
  meter.count(100, 1_010_000);
  expect(meter.perMinute(1_010_000)).toBe(720);
  meter.count(1, 1_040_000);
  expect(meter.perMinute(1_041_000)).toBe(60);
});
