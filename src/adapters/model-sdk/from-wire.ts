import type { ChatAnswer } from '../../ports/chat-model.ts';
import { generateWithSdk } from './generate-with-sdk.ts';
import { parseJson } from './parse-json.ts';
import type { SdkDialect, SdkFetch } from './sdk-dialect.ts';

/**
 * What an answer says.
 *
 * @throws what the package throws at an answer that is none of the API
 */
export async function fromWire(dialect: SdkDialect, text: string): Promise<ChatAnswer> {
  let isRead = false;
  const replay: SdkFetch = async () => {
    // A package may want to go on with an answer that was cut: there is nothing to go on with.
    if (isRead) {
      throw new Error('The answer wants to be continued');
    }
    isRead = true;
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  };
  // What was asked makes no difference to how an answer is read.
  const result = await generateWithSdk(dialect, replay, { prompt: [] });
  return dialect.read(result, parseJson(text));
}
