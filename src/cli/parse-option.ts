import { TgParserError } from '../domain/tg-parser-error.ts';

/** @throws TgParserError `usage_invalid` unless the text is a whole number of at least `minimum` */
export function wholeNumber(option: string, minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      throw new TgParserError('usage_invalid', `${option} takes a whole number of at least ${minimum}, not "${text}"`);
    }
    return value;
  };
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
