import type { ChatRequest } from '../../ports/chat-model.ts';

const mostCharacters = 64;

/** Brings calls with the same constant part to the same cache. A longer key is refused: the hash fits without its `sha256:`. */
export function promptCacheKey({ purpose }: ChatRequest): string {
  return purpose.promptId.replace(/^sha256:/, '').slice(0, mostCharacters);
}
