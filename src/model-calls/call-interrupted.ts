import { TgParserError } from '../domain/tg-parser-error.ts';

/** A call that was given up before it was made, because its signal was aborted. */
export function callInterrupted(): TgParserError {
  return new TgParserError('interrupted', 'Stopped while a call to a model waited for its turn', {
    hint: 'Give the same command again: it goes on from there.',
  });
}
