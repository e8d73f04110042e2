import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import type { SdkDialect } from '../model-sdk/sdk-dialect.ts';
import { chatDialect } from './chat-dialect.ts';
import type { OpenAiTraits } from './openai-traits.ts';
import { responsesDialect } from './responses-dialect.ts';

/** @param baseUrl with the version path */
export function openAiDialect(
  model: string,
  traits: OpenAiTraits,
  { baseUrl, verbosity }: { baseUrl: string; verbosity: ProviderSettings['verbosity'] },
): SdkDialect {
  return traits.api === 'responses'
    ? responsesDialect(model, traits, { baseUrl, verbosity })
    : chatDialect(model, traits, { baseUrl });
}
