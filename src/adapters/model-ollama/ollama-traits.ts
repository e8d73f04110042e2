import type { ModelFacts } from '../../ports/callable-model.ts';
import { priceOfOllama } from '../model-sdk/model-facts.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { reasoningRoom } from '../model-sdk/reasoning-room.ts';

export interface OllamaTraits {
  facts: ModelFacts;
  /** False turns thinking off, and does no harm to a model that has none: https://docs.ollama.com/capabilities/thinking */
  think: false | 'low' | 'medium' | 'high';
  temperature: number;
}

export function ollamaTraits(model: string, { reasoningEffort, temperature }: ProviderSettings): OllamaTraits {
  // It knows only how much, not whether.
  const think = /(?:^|\/)gpt-oss\b/.test(model) ? (reasoningEffort === 'minimal' ? 'low' : reasoningEffort) : false;
  return {
    facts: {
      contextTokens: null,
      maxOutputTokens: null,
      price: priceOfOllama(model),
      reasoningTokens: reasoningRoom(think === false ? null : think),
    },
    think,
    temperature,
  };
}
