import type { ChatModel } from '../../ports/chat-model.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { createSdkChatModel } from '../model-sdk/sdk-chat-model.ts';
import { openAiDialect } from './openai-dialect.ts';
import { openAiProfile } from './openai-profile.ts';
import { openAiTraits } from './openai-traits.ts';

/**
 * A model of OpenAI, or of any server that is compatible with it.
 *
 * @throws TgParserError `setting_invalid` for a base URL that is none
 */
export function createOpenAiChatModel(model: string, settings: ProviderSettings): ChatModel {
  const client = new ProviderClient(openAiProfile, settings);
  const traits = openAiTraits(model, settings);
  const { effort, temperature, facts } = traits;
  const { baseUrl } = client;
  const { verbosity } = settings;
  return createSdkChatModel({
    client,
    dialect: openAiDialect(model, traits, { baseUrl, verbosity }),
    model,
    facts,
    parameters: effort === null ? { temperature } : { reasoning_effort: effort, verbosity },
  });
}
