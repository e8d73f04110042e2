/**
 * Text that every database and JSON reader takes: lone surrogates and NUL become U+FFFD, one for one, so that entity
 * offsets stay right.
 */
export function wellFormed(text: string): string {
  const paired = text.isWellFormed() ? text : text.toWellFormed();
  return paired.includes('\0') ? paired.replaceAll('\0', '\ufffd') : paired;
}
