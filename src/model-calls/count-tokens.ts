import { once } from '../lib/once.ts';

export type CountTokens = (text: string) => number;

/**
 * Counts tokens of the vocabulary o200k, which is exact for the models of OpenAI and near for others. Loaded when it is needed: the vocabulary
 * takes some 50 MB and a few tenths of a second.
 */
export const loadCountTokens: () => Promise<CountTokens> = once(async () => {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  // Text that reads like a control token of a model is text.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
});
