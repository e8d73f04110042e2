/** Telegram's own rule for public names: a letter, then letters, digits and underscores, five or more (bots and old names: from three). */
const mention = /(?<![\p{L}\p{N}_.@/])@([a-z][a-z0-9_]{2,31})(?![\p{L}\p{N}_@])/giu;

/** `@name` as it was written, without repeats in another case. */
export function findMentions(text: string): string[] {
  const found = new Map<string, string>();
  if (text.includes('@')) {
    for (const [, name = ''] of text.matchAll(mention)) {
      if (!found.has(name.toLowerCase())) {
        found.set(name.toLowerCase(), `@${name}`);
      }
    }
  }
  return [...found.values()];
}
