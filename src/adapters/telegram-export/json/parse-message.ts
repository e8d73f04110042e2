import { wellFormed } from '../../telegram/well-formed.ts';

/** Desktop writes control characters as `\x0B`, which is no JSON. Pairs are taken from the left, so `\\x0B` stays. */
const anyEscape = /\\(?:x([0-9a-fA-F]{2})|[\s\S])/g;
/** Escapes of what a database may refuse: NUL and halves of surrogate pairs. */
const unsafeEscape = /\\u(?:0000|[dD][89a-fA-F])/;

/** @returns undefined when the slice is no JSON */
export function parseMessage(slice: Buffer): unknown {
  const text = slice.toString('utf8');
  const value = parse(text) ?? (text.includes('\\x') ? parse(repairEscapes(text)) : undefined);
  return (text.includes('\\u') && unsafeEscape.test(text)) || text.includes('\\x00') ? withWellFormedTexts(value) : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function repairEscapes(text: string): string {
  return text.replace(anyEscape, (found, hex: string | undefined) => (hex === undefined ? found : `\\u00${hex}`));
}

/** The scanner lets no message through that is nested so deeply that this could overflow the stack. */
function withWellFormedTexts(value: unknown): unknown {
  if (typeof value === 'string') {
    return wellFormed(value);
  }
  if (Array.isArray(value)) {
    return value.map(withWellFormedTexts);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), withWellFormedTexts(inner)]));
  }
  return value;
}
