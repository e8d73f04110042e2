import { encode } from 'gpt-tokenizer/encoding/o200k_base';

const plainText = { disallowedSpecial: new Set<string>() };

/** Tokens of a text by o200k: exact for OpenAI's models, near enough for the others. Special tokens are plain text. */
export function encodeText(text: string): number[] {
  return encode(text, plainText);
}
