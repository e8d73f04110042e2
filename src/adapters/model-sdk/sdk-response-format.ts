import type { JSONSchema7, LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type { ChatRequest } from '../../ports/chat-model.ts';

/** The schema of a request as the packages want it. */
export function sdkResponseFormat({ schema }: ChatRequest): NonNullable<LanguageModelV3CallOptions['responseFormat']> {
  return { type: 'json', name: schema.name, schema: schema.value as JSONSchema7 };
}
