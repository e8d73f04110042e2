import { type CleanOptions, cleanModelText } from '../clean-model-text.ts';

/** Cleans each text, leaves out empty and repeated ones (letters in any case), and takes the first `most`. */
export function cleanList(texts: readonly string[], most: number, options: CleanOptions): string[] {
  const kept = new Map<string, string>();
  // A model in a loop repeats without end.
  for (const text of texts.slice(0, most * 4)) {
    const clean = cleanModelText(text, options);
    const key = clean.toLowerCase();
    if (clean !== '' && kept.size < most && !kept.has(key)) {
      kept.set(key, clean);
    }
  }
  return [...kept.values()];
}
