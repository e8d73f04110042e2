import { decode, encode } from 'gpt-tokenizer/encoding/o200k_base';

const plainText = { disallowedSpecial: new Set<string>() };

/** Tokens of a text by o200k: exact for OpenAI's models, near enough for the others. Special tokens are plain text. */
export function encodeText(text: string): number[] {
  return encode(text, plainText);
}

export function countTokens(text: string): number {
  return encodeText(text).length;
}

/** The start of a text that is at most so many tokens long. A character that was cut is left out. */
export function cutToTokens(text: string, most: number): string {
  const tokens = encodeText(text);
  return tokens.length <= most ? text : decode(tokens.slice(0, most)).replace(/�+$/u, '');
}
