import { estimateTokens } from '../estimate-tokens.ts';

/** The start of a text that is estimated at no more than so many tokens; never half a character. */
export function cutText(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) {
    return text;
  }
  // Estimates grow with the text: the longest start that fits lies between what does and what does not.
  let fits = 0;
  let doesNot = text.length;
  while (doesNot - fits > 1) {
    const middle = Math.floor((fits + doesNot) / 2);
    if (estimateTokens(text.slice(0, middle)) <= tokens) {
      fits = middle;
    } else {
      doesNot = middle;
    }
  }
  return text.slice(0, fits).replace(/[\ud800-\udbff]$/, '');
}
