import { encodeText } from './encode-text.ts';

export function countTokens(text: string): number {
  return encodeText(text).length;
}
