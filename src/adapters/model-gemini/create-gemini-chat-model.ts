import type { ChatModel } from '../../ports/chat-model.ts';
import { findKnownModel } from '../model-sdk/model-facts.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { createSdkChatModel } from '../model-sdk/sdk-chat-model.ts';
import { geminiProfile } from './gemini-profile.ts';
import { generateContentDialect } from './generate-content-dialect.ts';
import { type Thinking, thinkingConfig } from './thinking-config.ts';

/** @throws TgParserError `setting_invalid` for a base URL that is none */
export function createGeminiChatModel(model: string, settings: ProviderSettings): ChatModel {
  const client = new ProviderClient(geminiProfile, settings);
  const thinking = thinkingConfig(model, settings.reasoningEffort);
  const temperature = thinking.config !== null && 'thinkingLevel' in thinking.config ? null : settings.temperature;
  const { contextTokens = null, maxOutputTokens = null, price = null } = findKnownModel('gemini', model) ?? {};
  const facts = { contextTokens, maxOutputTokens, price, reasoningTokens: thinking.tokens };
  return createSdkChatModel({
    client,
    dialect: generateContentDialect({ model, facts, temperature, thinking, baseUrl: client.baseUrl }),
    model,
    facts,
    parameters: { ...(temperature === null ? {} : { temperature }), ...thinkingParameter(thinking) },
  });
}

function thinkingParameter({ config }: Thinking): Record<string, unknown> {
  if (config === null) {
    return {};
  }
  return 'thinkingLevel' in config ? { thinking_level: config.thinkingLevel } : { thinking_budget: config.thinkingBudget };
}
