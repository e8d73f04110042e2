/** At most `longest` characters, cut behind a whole word and marked with `…`. */
export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  const cut = text.slice(0, longest - 1);
  const space = /\s\S*$/u.exec(cut)?.index ?? -1;
  // A word that is longer than half of a title is cut itself.
  const kept = space > longest / 2 ? cut.slice(0, space) : cut;
  return `${kept
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .replace(/[\s.,:;([«"“–—-]+$/u, '')}…`;
}
