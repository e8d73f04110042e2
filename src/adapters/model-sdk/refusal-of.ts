import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ChatAnswer } from '../../ports/chat-model.ts';

/** A provider that looks at questions before its model does refuses with an error. For whoever asked it is the same refusal. */
export function refusalOf(error: unknown, model: string): ChatAnswer | null {
  return error instanceof TgParserError && error.code === 'model_refused'
    ? { text: '', finishReason: 'refusal', usage: null, model }
    : null;
}
