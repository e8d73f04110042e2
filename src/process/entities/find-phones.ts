/** Up to sixteen digits in groups as people write telephone numbers, not inside a longer number, word or address. */
const candidate =
  /(?<![\p{L}\p{N}_.,/=#№@+:-]|[\p{N}][ ])(\+|\(?00(?=[1-9]))?\(?\p{Nd}(?:[ .\u2010-\u2013()-]{0,2}\p{Nd}){5,15}(?![\p{N}\p{L}_/%]|[.,:-]\p{N})/gu;
const dateLike = /^(?:\d{1,2}[.\-/ ]\d{1,2}[.\-/ ]\d{2,4}|\d{4}[.\-/ ]\d{1,2}[.\-/ ]\d{1,2})(?:\D|$)/;

export interface FoundPhone {
  /** Digits, with `+` in front when the country code was written. */
  value: string;
  confidence: number;
}

/** Telephone numbers, without repeats. Dates, card numbers, ids and sums are left out rather than guessed. */
export function findPhones(text: string): FoundPhone[] {
  const found = new Map<string, FoundPhone>();
  if (/\p{Nd}/u.test(text)) {
    for (const [written] of text.matchAll(candidate)) {
      const phone = readPhone(toAsciiDigits(written));
      if (phone && !found.has(phone.value)) {
        found.set(phone.value, phone);
      }
    }
  }
  return [...found.values()];
}

function readPhone(written: string): FoundPhone | null {
  const digits = written.replace(/\D/g, '');
  if (/^\+|^\(?00/.test(written)) {
    const international = digits.replace(/^00/, '');
    // ITU-T E.164: at most fifteen digits; the shortest in use have eight.
    return international.length >= 8 && international.length <= 15 ? { value: `+${international}`, confidence: 0.95 } : null;
  }
  if (dateLike.test(written)) {
    return null;
  }
  // National formats: Russia and Kazakhstan 8 (9xx) …, Ukraine and Germany 0…, Iran 09…, North America (xxx) xxx-xxxx.
  if (/^8[ (.-]*[3-9]\d{2}/.test(written) && digits.length === 11) {
    return { value: digits, confidence: 0.9 };
  }
  if (/^\(?0[1-9]/.test(written) && digits.length >= 9 && digits.length <= 12) {
    return { value: digits, confidence: /[ ().-]/.test(written) || digits.length === 11 ? 0.7 : 0.5 };
  }
  return /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(written) ? { value: digits, confidence: 0.6 } : null;
}

/** Arabic-Indic and Persian digits as ASCII. */
function toAsciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
