import { describe, expect, test } from 'vitest';
import { partitionAgreement } from './partition-agreement.ts';

const run = new Map([
  ['1', 'a'],
  ['2', 'a'],
  ['3', 'b'],
  ['4', 'b'],
]);

describe('partitionAgreement', () => {
  test('other ids for the same topics change nothing, nor do documents that only one run had', () => {
    const other = new Map([...[...run].map(([id, topic]) => [id, `new ${topic}`] as const), ['5', 'c'] as const]);
    expect(partitionAgreement(run, other)).toBe(1);
  });

  test('documents outside are alone, and not a group of their own', () => {
    const outside = new Map([...run, ['3', null] as const, ['4', null] as const]);
    expect(partitionAgreement(run, outside)).toBeCloseTo(4 / 7, 12);
    expect(partitionAgreement(outside, outside)).toBe(1);
  });
});
