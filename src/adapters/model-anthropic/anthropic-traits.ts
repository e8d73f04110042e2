import type { ModelFacts } from '../../ports/callable-model.ts';
import { findKnownModel } from '../model-sdk/model-facts.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { nearestEffort } from '../model-sdk/reasoning-effort.ts';
import { reasoningRoom } from '../model-sdk/reasoning-room.ts';

export interface AnthropicTraits {
  facts: ModelFacts;
  /** Null for a model whose thinking is turned off: what we ask for needs none. */
  effort: 'low' | 'medium' | 'high' | null;
  /** Null where none is taken: models since 2026, and those that came later, take none. */
  temperature: number | null;
}

const efforts = ['low', 'medium', 'high'] as const;

export function anthropicTraits(model: string, { reasoningEffort, temperature }: ProviderSettings): AnthropicTraits {
  const known = findKnownModel('anthropic', model);
  const thinks = (known?.efforts.length ?? 0) > 0;
  const nearest = nearestEffort(reasoningEffort, known?.efforts ?? []);
  const effort = thinks ? (efforts.find((taken) => taken === nearest) ?? 'low') : null;
  const { contextTokens = null, maxOutputTokens = null, price = null } = known ?? {};
  return {
    facts: { contextTokens, maxOutputTokens, price, reasoningTokens: reasoningRoom(effort) },
    effort,
    // Its range ends at 1.
    temperature: known?.takesTemperature === true ? Math.min(1, temperature) : null,
  };
}
