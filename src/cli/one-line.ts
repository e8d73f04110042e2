/** Titles and file names come from channels: they must not forge lines, move the cursor or recolour the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}
