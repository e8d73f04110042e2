import type { ChatModel } from '../../ports/chat-model.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { createSdkChatModel } from '../model-sdk/sdk-chat-model.ts';
import { anthropicProfile } from './anthropic-profile.ts';
import { anthropicTraits } from './anthropic-traits.ts';
import { messagesDialect } from './messages-dialect.ts';

/** @throws TgParserError `setting_invalid` for a base URL that is none */
export function createAnthropicChatModel(model: string, settings: ProviderSettings): ChatModel {
  const client = new ProviderClient(anthropicProfile, settings);
  const traits = anthropicTraits(model, settings);
  const { effort, temperature, facts } = traits;
  return createSdkChatModel({
    client,
    dialect: messagesDialect(model, traits, client.baseUrl),
    model,
    facts,
    parameters: { ...(temperature === null ? {} : { temperature }), ...(effort === null ? {} : { reasoning_effort: effort }) },
  });
}
