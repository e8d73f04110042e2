/** The bytes that give JSON its structure. */
export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const colon = 0x3a;
export const newline = 0x0a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const lastSpace = 0x20;

/** What `endOfString` answers for a string in which a raw line break comes before its end. */
export const brokenString = -2;

/**
 * @param from behind the quote that opens the string, or anywhere inside of it where no escape is cut
 * @returns index of the quote that ends a string, -1 when it is not there yet, `brokenString` when a raw line break comes
 *   first, which JSON does not allow: the sign that a quote was lost
 */
export function endOfString(bytes: Buffer, from: number): number {
  let end = bytes.indexOf(quote, from);
  while (end >= 0 && isEscaped(bytes, end, from)) {
    end = bytes.indexOf(quote, end + 1);
  }
  const limit = end < 0 ? bytes.length : end;
  for (let at = from; at < limit; at += 1) {
    if (bytes[at] === newline) {
      return brokenString;
    }
  }
  return end;
}

/** Where to go on in a string that the bytes cut: in front of backslashes, which may escape what comes next. */
export function lastSafe(bytes: Buffer, from: number): number {
  let end = bytes.length;
  while (end > from && bytes[end - 1] === backslash) {
    end -= 1;
  }
  return end;
}

export function isStructural(byte: number): boolean {
  return (
    byte === openBrace ||
    byte === closeBrace ||
    byte === openBracket ||
    byte === closeBracket ||
    byte === comma ||
    byte === quote ||
    byte === colon
  );
}

function isEscaped(bytes: Buffer, at: number, from: number): boolean {
  let backslashes = 0;
  while (at - backslashes > from && bytes[at - backslashes - 1] === backslash) {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}
