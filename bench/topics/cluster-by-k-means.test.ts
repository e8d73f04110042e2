import { describe, expect, test } from 'vitest';
import { clusterByKMeans } from './cluster-by-k-means.ts';
import { weighTerms } from './weigh-terms.ts';

describe('clusterByKMeans', () => {
  test('texts that share no words come into clusters of their own, the same every time', () => {
    const texts = [
      'bread dough oven',
      'dough oven crust',
      'bread crust',
      'wheel spoke tyre',
      'spoke tyre chain',
      'wheel chain',
    ];
    const vectors = weighTerms(texts.map((text) => ({ text, language: 'en' })));
    const groups = [...clusterByKMeans(vectors, { clusters: 2, starts: 5 })];
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(new Set(groups.slice(3)).size).toBe(1);
    expect(groups[0]).not.toBe(groups[3]);
    expect([...clusterByKMeans(vectors, { clusters: 2, starts: 5 })]).toEqual(groups);
  });
});
