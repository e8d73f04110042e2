const hashtag = /(?<![\p{L}\p{N}_&/#?=])#(?=[\p{N}_\u00b7]{0,63}\p{L})([\p{L}\p{M}\p{N}_\u00b7\u200c]{1,64})(?![\p{L}\p{N}])/gu;

/** `#tag` as it was written, without repeats in another case; a number alone is no tag. */
export function findHashtags(text: string): string[] {
  const found = new Map<string, string>();
  if (text.includes('#')) {
    for (const [tag] of text.matchAll(hashtag)) {
      if (!found.has(tag.toLowerCase())) {
        found.set(tag.toLowerCase(), tag);
      }
    }
  }
  return [...found.values()];
}
