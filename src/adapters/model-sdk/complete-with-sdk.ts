import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3GenerateResult,
  LanguageModelV3Prompt,
} from '@ai-sdk/provider';
import type { TokenUsage } from '../../domain/token-usage.ts';
import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';
import { classifyModelError, type FailedProvider } from './classify-model-error.ts';
import { type Headers, readLimits } from './read-limits.ts';

export interface SdkCall {
  sdk: LanguageModelV3;
  failed: FailedProvider;
  /** Tokens of output in all, room for reasoning included. */
  maxOutputTokens: number;
  /** Not sent when undefined. */
  temperature: number | undefined;
  providerOptions: NonNullable<LanguageModelV3CallOptions['providerOptions']>;
  /** Of the constant part. */
  instructionOptions?: NonNullable<LanguageModelV3CallOptions['providerOptions']>;
  /** The constant part is among `providerOptions`, so that no message of the system is sent. Default false. */
  hasOwnInstructions?: boolean;
  /** Whether the body of an answer says that the model would not, where the SDK does not tell. */
  isRefusal?: (body: unknown) => boolean;
}

/**
 * One call through a provider of the AI SDK, without the SDK's own loop around it: no retry, no warning on the console, and the text is
 * parsed by us. Used as of version 3 of its provider interface.
 */
export async function completeWithSdk(request: ChatRequest, call: SdkCall): Promise<ChatAnswer> {
  const { sdk, failed, isRefusal = () => false } = call;
  let result: LanguageModelV3GenerateResult;
  try {
    result = await sdk.doGenerate({
      prompt: toPrompt(request, call),
      maxOutputTokens: call.maxOutputTokens,
      ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
      responseFormat: { type: 'json', schema: request.schema.value, name: request.schema.name },
      providerOptions: call.providerOptions,
      ...(request.signal ? { abortSignal: request.signal } : {}),
    });
  } catch (error) {
    tellLimits(request, (error as { responseHeaders?: Headers }).responseHeaders);
    throw classifyModelError(error, failed, { signal: request.signal, now: Date.now() });
  }
  tellLimits(request, result.response?.headers);
  const text = result.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
  return {
    text,
    finishReason: isRefusal(result.response?.body) ? 'refusal' : toFinishReason(result),
    usage: toUsage(result),
    model: result.response?.modelId ?? failed.model,
  };
}

/** The constant part first; a question about an earlier answer carries that answer. */
function toPrompt(
  { instructions, data, repair }: ChatRequest,
  { instructionOptions, hasOwnInstructions = false }: SdkCall,
): LanguageModelV3Prompt {
  const options = instructionOptions ? { providerOptions: instructionOptions } : {};
  return [
    ...(hasOwnInstructions ? [] : [{ role: 'system' as const, content: instructions, ...options }]),
    { role: 'user', content: [{ type: 'text', text: data }] },
    ...(repair === null
      ? []
      : [
          { role: 'assistant' as const, content: [{ type: 'text' as const, text: repair.answer }] },
          { role: 'user' as const, content: [{ type: 'text' as const, text: repair.problem }] },
        ]),
  ];
}

function tellLimits({ onLimits }: ChatRequest, headers: Headers | undefined): void {
  const limits = headers ? readLimits(headers, Date.now()) : null;
  if (limits !== null) {
    onLimits?.(limits);
  }
}

function toFinishReason({ finishReason }: LanguageModelV3GenerateResult): ChatAnswer['finishReason'] {
  switch (finishReason.unified) {
    case 'stop':
      return 'stop';
    case 'length':
      return 'length';
    case 'content-filter':
      return 'refusal';
    default:
      return 'other';
  }
}

function toUsage({ usage: { inputTokens, outputTokens } }: LanguageModelV3GenerateResult): TokenUsage | null {
  if (inputTokens.total === undefined || outputTokens.total === undefined) {
    return null;
  }
  return {
    inputTokens: inputTokens.total,
    cachedInputTokens: inputTokens.cacheRead ?? 0,
    cacheWriteTokens: inputTokens.cacheWrite ?? 0,
    outputTokens: outputTokens.total,
    reasoningTokens: outputTokens.reasoning ?? 0,
  };
}
