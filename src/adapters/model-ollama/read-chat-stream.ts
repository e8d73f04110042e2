import type { TokenUsage } from '../../domain/token-usage.ts';
import type { ChatAnswer } from '../../ports/chat-model.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { parseJson } from '../model-sdk/parse-json.ts';

/** A line that is no part of an answer: an error, or nothing of this API. */
export class StreamBroken extends Error {
  /** Undefined for a line that is no JSON. */
  readonly body: unknown;

  constructor(body: unknown) {
    super('The stream of an answer broke');
    this.body = body;
  }
}

/**
 * Parts of an answer, one JSON a line, the last of them with `done`: https://docs.ollama.com/api/streaming
 *
 * @returns `other` as the reason of an answer that has no last part
 * @throws StreamBroken
 */
export async function readChatStream(lines: AsyncIterable<string>, model: string): Promise<ChatAnswer> {
  let text = '';
  let last: unknown;
  for await (const line of lines) {
    const part = parseJson(line);
    if (part === undefined || fieldOf(part, 'error') !== undefined) {
      throw new StreamBroken(part);
    }
    const content = fieldOf(part, 'message', 'content');
    text += typeof content === 'string' ? content : '';
    last = fieldOf(part, 'done') === true ? part : last;
  }
  const named = fieldOf(last, 'model');
  return { text, finishReason: finishReasonOf(last), usage: usageOf(last), model: typeof named === 'string' ? named : model };
}

function finishReasonOf(last: unknown): ChatAnswer['finishReason'] {
  const reason = fieldOf(last, 'done_reason');
  return reason === 'stop' || reason === 'length' ? reason : 'other';
}

/** Thinking is not counted apart. Some servers do not count a prompt that they still knew. */
function usageOf(last: unknown): TokenUsage | null {
  const [inputTokens, outputTokens] = [fieldOf(last, 'prompt_eval_count'), fieldOf(last, 'eval_count')];
  return typeof inputTokens === 'number' && typeof outputTokens === 'number'
    ? { inputTokens, outputTokens, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 }
    : null;
}
