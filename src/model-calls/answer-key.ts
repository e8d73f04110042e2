import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { AnswerOrigin } from '../ports/language-model.ts';

/**
 * Under what an answer is kept.
 *
 * @param content all of an item that decides the answer
 * @returns `sha256:<hex>`
 */
export function answerKey({ modelId, promptId }: AnswerOrigin, content: unknown): string {
  return sha256(stableJson([modelId, promptId, content]));
}
