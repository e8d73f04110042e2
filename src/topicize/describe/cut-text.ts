/** The beginning of a text. Cuts no surrogate pair in two. */
export function cutText(text: string, mostCharacters: number): string {
  return text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '');
}
