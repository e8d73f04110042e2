import { TgParserError } from '../domain/tg-parser-error.ts';

/** @throws TgParserError `interrupted` */
export function stopWhenAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new TgParserError('interrupted', 'Stopped while topics were worked out; the topics of the run before are unchanged', {
      hint: 'Run the same command again: it starts this step anew.',
    });
  }
}
