import type { ChatRequest } from '../../ports/chat-model.ts';
import type { OllamaTraits } from './ollama-traits.ts';

/** How long a model stays loaded after a call: between two runs, and while their answers are stored. */
const keepAlive = '10m';

const leastContext = 4_096;
/** The server's own template, and tokens of a model that cuts texts finer than ours. Running out of context would cut the prompt in silence. */
const templateTokens = 256;
const finerTokens = 1.3;

/**
 * POST /api/chat: https://docs.ollama.com/api/chat
 *
 * Written and read by ourselves: the package for it is made for `ai`, which we do not need, and cannot size the context by the request.
 */
export function chatBody(model: string, traits: OllamaTraits, request: ChatRequest): Record<string, unknown> {
  const outputTokens = request.maxOutputTokens + (traits.facts.reasoningTokens ?? 0);
  return {
    model,
    messages: messagesOf(request),
    format: request.schema.value,
    think: traits.think,
    stream: true,
    keep_alive: keepAlive,
    options: {
      temperature: traits.temperature,
      num_ctx: contextTokens(request.estimatedInputTokens, outputTokens),
      num_predict: outputTokens,
    },
  };
}

/** A power of two: a server loads the model anew whenever the size changes, so that there are to be few sizes. */
function contextTokens(estimatedInputTokens: number, outputTokens: number): number {
  const needed = estimatedInputTokens * finerTokens + templateTokens + outputTokens;
  return Math.max(leastContext, 2 ** Math.ceil(Math.log2(needed)));
}

function messagesOf({ instructions, data, repair }: ChatRequest): { role: string; content: string }[] {
  const asked = [
    { role: 'system', content: instructions },
    { role: 'user', content: data },
  ];
  return repair === null
    ? asked
    : [...asked, { role: 'assistant', content: repair.answer }, { role: 'user', content: repair.problem }];
}
