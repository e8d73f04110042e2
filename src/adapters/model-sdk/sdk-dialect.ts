import type { LanguageModelV3, LanguageModelV3CallOptions, LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';

/** How one model of a provider is spoken to, in terms of a provider package of the Vercel AI SDK. */
export interface SdkDialect {
  open(connection: SdkConnection): LanguageModelV3;
  options(request: ChatRequest): LanguageModelV3CallOptions;
  /** Puts right what the package cannot be told. */
  amend(body: Record<string, unknown>, request: ChatRequest): Record<string, unknown>;
  read(result: LanguageModelV3GenerateResult, body: unknown): ChatAnswer;
}

/** What a package is opened with. */
export interface SdkConnection {
  /** None of a server: the real key is put in where the request leaves, so that no error of a package has it. */
  apiKey: string;
  fetch: SdkFetch;
}

export type SdkFetch = typeof globalThis.fetch;
