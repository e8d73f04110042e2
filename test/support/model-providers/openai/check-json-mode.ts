import { openAiRefusal } from './openai-error.ts';

/** @throws RequestRefused JSON mode without the word: such a request would run on in white space */
export function checkJsonMode(texts: readonly string[], param: string): void {
  if (!texts.some((text) => /json/i.test(text))) {
    throw openAiRefusal(
      `'messages' must contain the word 'json' in some form, to use '${param}' of type 'json_object'.`,
      'messages',
      null,
    );
  }
}
