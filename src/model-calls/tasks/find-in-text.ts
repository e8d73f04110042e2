/**
 * Where a text holds a phrase, letters in any case and white space of any kind.
 *
 * @returns the phrase as the text writes it, on one line; null when the text does not hold it as whole words, or it is longer than `longest`
 */
export function findInText(phrase: string, text: string, longest: number): string | null {
  const words = phrase.trim().split(/\s+/u);
  if (phrase.length > longest || words[0] === '' || !/[\p{L}\p{N}]/u.test(phrase)) {
    return null;
  }
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s+');
  const found = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').exec(text);
  return found ? found[0].replace(/\s+/gu, ' ') : null;
}
