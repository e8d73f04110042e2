import { TgParserError } from '../domain/tg-parser-error.ts';

/** @throws TgParserError `usage_invalid` unless the text is a whole number of at least `minimum` and at most `maximum` */
export function wholeNumber(option: string, minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      throw new TgParserError('usage_invalid', `${option} takes a whole number ${range}, not "${text}"`);
    }
    return value;
  };
}

/** @throws TgParserError `usage_invalid` unless the text is an amount of US dollars */
export function dollars(option: string): (text: string) => number {
  return (text) => {
    if (!/^(\d+\.?\d*|\.\d+)$/.test(text)) {
      throw new TgParserError('usage_invalid', `${option} takes an amount of US dollars like 2.50, not "${text}"`);
    }
    return Number(text);
  };
}

/** As `day`, or the word `none`. */
export function dayOrNone(option: string): (text: string) => string {
  return (text) => (text === 'none' ? text : day(option)(text));
}

/** @throws TgParserError `usage_invalid` unless the text is a day (`2026-01-31`) that exists */
export function day(option: string): (text: string) => string {
  return (text) => {
    const time = new Date(`${text}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text)) {
      throw new TgParserError('usage_invalid', `${option} takes a day like 2026-01-31, not "${text}"`);
    }
    return text;
  };
}

/** @throws TgParserError `usage_invalid` unless the text is a JSON object */
export function jsonObject(option: string): (text: string) => Record<string, unknown> {
  return (text) => {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return value as Record<string, unknown>;
      }
    } catch {
      // Said below, as for any other value that is no object.
    }
    throw new TgParserError('usage_invalid', `${option} takes a JSON object, for example {"force": true}`);
  };
}
