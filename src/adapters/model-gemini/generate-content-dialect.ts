import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { ModelFacts } from '../../ports/callable-model.ts';
import type { ChatRequest } from '../../ports/chat-model.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import { outputLimit } from '../model-sdk/output-limit.ts';
import { sdkAnswer } from '../model-sdk/sdk-answer.ts';
import type { SdkDialect } from '../model-sdk/sdk-dialect.ts';
import { sdkTurns } from '../model-sdk/sdk-turns.ts';
import type { Thinking } from './thinking-config.ts';

export interface GenerateContentParts {
  model: string;
  facts: ModelFacts;
  /** Null for a model that is to be left at its own. */
  temperature: number | null;
  thinking: Thinking;
  /** With the version path. */
  baseUrl: string;
}

/** https://ai.google.dev/api/generate-content */
export function generateContentDialect({ model, facts, temperature, thinking, baseUrl }: GenerateContentParts): SdkDialect {
  return {
    open: (connection) => createGoogleGenerativeAI({ baseURL: baseUrl, ...connection }).languageModel(model),
    options: (request) => ({
      prompt: [{ role: 'system', content: request.instructions }, ...sdkTurns(request)],
      maxOutputTokens: outputLimit(request, facts),
      ...(temperature === null ? {} : { temperature }),
      responseFormat: { type: 'json' },
      providerOptions: { google: thinking.config === null ? {} : { thinkingConfig: thinking.config } },
    }),
    amend: withSchema,
    read: (result, body) => sdkAnswer(result, { inputCount: 'promptTokenCount', model: modelOf(body) ?? model }),
  };
}

/**
 * The package knows `responseSchema` only, an older dialect without the order of properties and without limits on arrays. So the schema is
 * put in here, as it is.
 */
function withSchema(body: Record<string, unknown>, { schema }: ChatRequest): Record<string, unknown> {
  const { generationConfig, ...rest } = body;
  return { ...rest, generationConfig: { ...(generationConfig as object), responseJsonSchema: schema.value } };
}

function modelOf(body: unknown): string | undefined {
  const version = fieldOf(body, 'modelVersion');
  return typeof version === 'string' ? version : undefined;
}
