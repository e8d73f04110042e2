import { decode } from 'gpt-tokenizer/encoding/o200k_base';
import { encodeText } from './encode-text.ts';

/** The start of a text that is at most so many tokens long. A character that was cut is left out. */
export function cutToTokens(text: string, most: number): string {
  const tokens = encodeText(text);
  return tokens.length <= most ? text : decode(tokens.slice(0, most)).replace(/\uFFFD+$/u, '');
}
