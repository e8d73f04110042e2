import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry-after.ts';

const date = 'Tue, 24 Nov 2026 10:00:00 GMT';

describe('the wait that a server asks for', () => {
  it.each([
    [{ 'retry-after-ms': '1250' }, 1_250],
    [{ 'retry-after-ms': '0.4', 'retry-after': '9' }, 1],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Tue, 24 Nov 2026 10:00:42 GMT', date }, 42_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT', date }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('of %j is %s ms', (headers, wait) => {
    expect(retryAfter(new Map(Object.entries(headers)))).toBe(wait);
  });
});
