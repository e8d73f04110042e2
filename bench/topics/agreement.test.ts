import { describe, expect, test } from 'vitest';
import { measureAgreement } from './agreement.ts';

function pairUp(text: string) {
  return text.split(' ').map((pair) => ({ group: pair.charAt(0), label: pair.charAt(1) }));
}

describe('measureAgreement', () => {
  test('groups that are the labels agree wholly', () => {
    expect(measureAgreement(pairUp('1a 1a 2b 2b 3c'))).toEqual({ items: 5, groups: 3, nmi: 1, purity: 1, ari: 1 });
  });

  test('purity counts the most frequent label of each group', () => {
    expect(measureAgreement(pairUp('1a 1a 1b 2b 2a')).purity).toBeCloseTo(3 / 5, 12);
  });

  test('one group for all tells nothing', () => {
    expect(measureAgreement(pairUp('1a 1a 1b 1b'))).toEqual({ items: 4, groups: 1, nmi: 0, purity: 0.5, ari: 0 });
  });

  test('a group that was cut in two loses mutual information and no purity', () => {
    const { nmi, purity } = measureAgreement(pairUp('1a 1a 2b 3b'));
    // I = ln 2, H of the groups 1.5 ln 2, of the labels ln 2.
    expect(nmi).toBeCloseTo(0.8, 12);
    expect(purity).toBe(1);
  });

  test('no items give zeros and no nonsense', () => {
    expect(measureAgreement([])).toMatchObject({ items: 0, groups: 0, nmi: 0, purity: 0 });
  });
});
