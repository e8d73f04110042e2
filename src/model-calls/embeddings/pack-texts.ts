import type { EmbeddingLimits } from '../../ports/embedding-model.ts';
import { estimateTokens } from '../estimate-tokens.ts';

/** Texts of one call. */
export interface TextPack {
  texts: string[];
  /** Estimated. */
  tokens: number;
}

/** Texts in their order, as many in a call as it takes; a text that is too long for that is alone. */
export function* packTexts(
  texts: readonly string[],
  limits: Pick<EmbeddingLimits, 'texts' | 'tokens'>,
): Generator<TextPack, void, undefined> {
  let pack: TextPack = { texts: [], tokens: 0 };
  for (const text of texts) {
    const tokens = estimateTokens(text);
    const isFull = pack.texts.length >= limits.texts || pack.tokens + tokens > limits.tokens;
    if (isFull && pack.texts.length > 0) {
      yield pack;
      pack = { texts: [], tokens: 0 };
    }
    pack.texts.push(text);
    pack.tokens += tokens;
  }
  if (pack.texts.length > 0) {
    yield pack;
  }
}
