import type { ModelFacts } from '../../ports/callable-model.ts';
import { findKnownModel } from '../model-sdk/model-facts.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { type ModelEffort, nearestEffort } from '../model-sdk/reasoning-effort.ts';
import { reasoningRoom } from '../model-sdk/reasoning-room.ts';

export interface OpenAiTraits {
  /** Reasoning models are asked through Responses, all others, and those of other makers, through Chat Completions. */
  api: 'responses' | 'chat';
  facts: ModelFacts;
  /** Null for a model that does not reason. */
  effort: ModelEffort | null;
  /** Null where none is taken. */
  temperature: number | null;
  /** Whether the model is OpenAI's: fields that only OpenAI knows are sent to it alone. */
  isOpenAis: boolean;
}

/** What all reasoning models of OpenAI take. */
const commonEfforts: readonly ModelEffort[] = ['low', 'medium', 'high'];

export function openAiTraits(model: string, settings: ProviderSettings): OpenAiTraits {
  const known = findKnownModel('openai', model);
  const efforts = known?.efforts ?? (isReasoningName(model) ? commonEfforts : []);
  const effort = efforts.length === 0 ? null : nearestEffort(settings.reasoningEffort, efforts);
  const { contextTokens = null, maxOutputTokens = null, price = null } = known ?? {};
  return {
    api: effort === null ? 'chat' : 'responses',
    facts: { contextTokens, maxOutputTokens, price, reasoningTokens: reasoningRoom(effort) },
    effort,
    temperature: effort === null ? settings.temperature : null,
    isOpenAis: known !== null || new URL(settings.baseUrl).host === 'api.openai.com',
  };
}

/** Of models that came later: `o` with a number, and GPT from 5 on unless it is made for chats. A name such as `openai/gpt-5` is another server's. */
function isReasoningName(model: string): boolean {
  return /^(?:o\d|gpt-(?:[5-9]|\d{2}))/.test(model) && !model.includes('-chat');
}
