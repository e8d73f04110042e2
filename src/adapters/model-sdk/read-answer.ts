import type { ChatAnswer } from '../../ports/chat-model.ts';
import { fromWire } from './from-wire.ts';
import type { CallContext, ProviderClient } from './provider-client.ts';
import type { SdkDialect } from './sdk-dialect.ts';

export interface AnswerReader {
  client: ProviderClient;
  dialect: SdkDialect;
  context: CallContext & { model: string };
}

/** @throws TgParserError `model_unreachable` for an answer that is none of the API */
export async function readAnswer({ client, dialect, context }: AnswerReader, text: string): Promise<ChatAnswer> {
  try {
    return await fromWire(dialect, text);
  } catch {
    throw client.unreadable(context);
  }
}
