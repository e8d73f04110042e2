/** A text in pieces, as streams bring it. At least one, if only an empty one. */
export function splitText(text: string, length = 24): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += length) {
    pieces.push(text.slice(start, start + length));
  }
  return pieces.length === 0 ? [''] : pieces;
}
