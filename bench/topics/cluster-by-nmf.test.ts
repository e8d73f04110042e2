import { describe, expect, test } from 'vitest';
import { clusterByNmf } from './cluster-by-nmf.ts';
import { weighTerms } from './weigh-terms.ts';

const bread = ['bread dough oven', 'dough oven crust', 'bread crust yeast', 'yeast oven bread'];
const wheels = ['wheel spoke tyre', 'spoke tyre chain', 'wheel chain pedal', 'pedal tyre wheel'];

describe('clusterByNmf', () => {
  test('texts that share no words come into parts of their own, the same every time', () => {
    const vectors = weighTerms([...bread, ...wheels].map((text) => ({ text, language: 'en' })));
    const groups = [...clusterByNmf(vectors, { clusters: 2 })];
    expect(new Set(groups.slice(0, 4)).size).toBe(1);
    expect(new Set(groups.slice(4)).size).toBe(1);
    expect(groups[0]).not.toBe(groups[4]);
    expect([...clusterByNmf(vectors, { clusters: 2 })]).toEqual(groups);
  });
});
