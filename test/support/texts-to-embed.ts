import type { TextsToEmbed, UnitVectors } from '../../src/ports/embedder.ts';

/** A corpus of these texts, whose terms are their words. @param learnFrom how many of them are no noise; default all */
export function textsToEmbed(texts: readonly string[], learnFrom = texts.length): TextsToEmbed {
  const words = texts.map((text) => text.split(/\s+/).filter((word) => word !== ''));
  const terms = [...new Set(words.flat())];
  const numbers = new Map(terms.map((term, number) => [term, number]));
  return {
    size: texts.length,
    learnFrom,
    terms,
    termsOf: (text) => Int32Array.from(new Set(words[text]), (word) => numbers.get(word) ?? 0),
    read: async (first, end) => texts.slice(first, end),
  };
}

export function rowsOf({ values, dimensions, size }: UnitVectors): Float32Array[] {
  return Array.from({ length: size }, (_, row) => values.slice(row * dimensions, (row + 1) * dimensions));
}
