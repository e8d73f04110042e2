import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateTokens } from '../estimate-tokens.ts';
import { cutText } from './cut-text.ts';

it('a text that fits stays as it is', () => {
  expect(cutText('Помидоры', 4)).toBe('Помидоры');
});

it('of any other there is a start that fits, as long as can be, without half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, tokens) => {
      const cut = cutText(text, tokens);
      expect(text.startsWith(cut)).toBe(true);
      expect(estimateTokens(cut)).toBeLessThanOrEqual(tokens);
      expect(cut.isWellFormed()).toBe(text.isWellFormed());
      const oneMore = text.slice(0, cut.length + 2);
      expect(cut === text || estimateTokens(oneMore) > tokens || oneMore === text).toBe(true);
    }),
  );
});
