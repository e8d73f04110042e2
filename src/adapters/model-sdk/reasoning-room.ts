import type { ModelEffort } from './reasoning-effort.ts';

/**
 * Tokens of output that are asked for beside the room for the answer, so that reasoning cannot eat it. They are a limit, not a cost:
 * what is not used is not billed. OpenAI advises to keep 25,000 free for hard questions
 * (https://platform.openai.com/docs/guides/reasoning#allocating-space-for-reasoning); ours are easy and come in packs.
 */
const roomByEffort: Record<ModelEffort, number> = {
  none: 0,
  minimal: 1_024,
  low: 4_096,
  medium: 12_288,
  high: 24_576,
  xhigh: 24_576,
};

/** @param effort null for a model that does not reason */
export function reasoningRoom(effort: ModelEffort | null): number {
  return effort === null ? 0 : roomByEffort[effort];
}
