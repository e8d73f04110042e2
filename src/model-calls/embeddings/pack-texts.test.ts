import { expect, it } from 'vitest';
import { packTexts } from './pack-texts.ts';

const textsOf = (...parameters: Parameters<typeof packTexts>) => [...packTexts(...parameters)].map(({ texts }) => texts);

it('a call has as many texts as it takes', () => {
  expect(textsOf(['a', 'b', 'c', 'd', 'e'], { texts: 2, tokens: 100 })).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  expect(textsOf([], { texts: 2, tokens: 100 })).toEqual([]);
});

it('and as many tokens; a text that has more is alone', () => {
  const long = 'words '.repeat(10);
  expect(textsOf(['a', long, 'b', 'c'], { texts: 9, tokens: 3 })).toEqual([['a'], [long], ['b', 'c']]);
  expect([...packTexts(['a', 'b'], { texts: 9, tokens: 3 })]).toEqual([{ texts: ['a', 'b'], tokens: 2 }]);
});
