import { findKnownModel } from '../model-sdk/model-facts.ts';
import { type ModelEffort, nearestEffort, type ReasoningEffort } from '../model-sdk/reasoning-effort.ts';
import { reasoningRoom } from '../model-sdk/reasoning-room.ts';

export interface Thinking {
  /** Null for a model that does not think and refuses to be told how much. */
  config: { thinkingLevel: ReasoningEffort } | { thinkingBudget: number } | null;
  /** Tokens of output that it may take. */
  tokens: number;
}

/** Budgets of 2.5: tokens. Small, because what we ask for needs no thinking. */
const budgets: Record<ReasoningEffort, number> = { minimal: 0, low: 0, medium: 1_024, high: 8_192 };
/** 2.5 Pro cannot turn its thinking off. */
const leastOfPro = 128;
/** A budget is a guide for the model; it may go a little beyond. */
const overrun = 512;

const levelsOfAll: readonly ModelEffort[] = ['low', 'medium', 'high'];

/** https://ai.google.dev/gemini-api/docs/thinking: the 2.5 models take a budget, those from 3 on a level, earlier ones and Gemma neither. */
export function thinkingConfig(model: string, effort: ReasoningEffort): Thinking {
  if (/^gemini-2\.5-/.test(model)) {
    const thinkingBudget = Math.max(budgets[effort], model.includes('pro') ? leastOfPro : 0);
    return { config: { thinkingBudget }, tokens: thinkingBudget === 0 ? 0 : thinkingBudget + overrun };
  }
  if (!/^gemini-(?:[3-9]|\d{2}|pro-|flash-)/.test(model)) {
    return { config: null, tokens: 0 };
  }
  const thinkingLevel = levelOf(nearestEffort(effort, findKnownModel('gemini', model)?.efforts ?? levelsOfAll));
  return { config: { thinkingLevel }, tokens: reasoningRoom(thinkingLevel) };
}

function levelOf(effort: ModelEffort): ReasoningEffort {
  return effort === 'none' || effort === 'xhigh' ? 'low' : effort;
}
