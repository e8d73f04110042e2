import { TgParserError } from '../domain/tg-parser-error.ts';

/**
 * A title as a person gave it, in one line.
 *
 * @throws TgParserError `usage_invalid` when nothing is left of it
 */
export function toTitle(text: string): string {
  const title = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (title === '') {
    throw new TgParserError('usage_invalid', 'A topic needs a title that is not empty', {
      hint: 'Put the title in quotes: tg-parser topics rename TOPIC "Repairing bicycles"',
    });
  }
  return title;
}
