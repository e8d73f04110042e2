import { fieldOf } from './field-of.ts';
import type { AnswerReader } from './read-answer.ts';

/**
 * A text that an answer must have.
 *
 * @throws TgParserError `model_unreachable` for an answer without it: it is none of the API
 */
export function textIn(body: unknown, name: string, { client, context }: Pick<AnswerReader, 'client' | 'context'>): string {
  const value = fieldOf(body, name);
  if (typeof value !== 'string') {
    throw client.unreadable(context);
  }
  return value;
}
