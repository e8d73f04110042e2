import { describe, expect, test } from 'vitest';
import { projectByLsa } from './project-by-lsa.ts';
import { weighTerms } from './weigh-terms.ts';

describe('projectByLsa', () => {
  test('texts whose words occur in the same company come near, although they share none', () => {
    const texts = [
      'bread dough',
      'dough oven',
      'oven bread',
      'bread yeast',
      'yeast oven',
      'wheel spoke',
      'spoke tyre',
      'tyre wheel',
    ];
    const vectors = weighTerms(texts.map((text) => ({ text, language: 'en' })));
    const { rows, size } = projectByLsa(vectors, { dimensions: 2 });
    const cosine = (left: number, right: number) =>
      (rows[left]?.weights ?? new Float64Array()).reduce((sum, value, at) => sum + value * (rows[right]?.weights[at] ?? 0), 0);
    expect(size).toBe(2);
    expect(cosine(1, 3)).toBeGreaterThan(0.9);
    expect(Math.abs(cosine(1, 6))).toBeLessThan(0.1);
    for (const { weights } of rows) {
      expect(Math.hypot(...weights)).toBeCloseTo(1, 6);
    }
  });
});
