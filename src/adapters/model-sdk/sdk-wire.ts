import type { JSONSchema7, LanguageModelV3, LanguageModelV3CallOptions, LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import type { ChatAnswer, ChatRequest } from '../../ports/chat-model.ts';
import { parseJson } from './parse-json.ts';

/** The part of `fetch` that the provider packages use. */
export type SdkFetch = typeof globalThis.fetch;

/** What the packages are given in place of the key. The real one is put in where the request leaves, so that no error of theirs has it. */
export const placeholderKey = 'unset';

/** How one model of a provider is spoken to, in terms of a provider package of the Vercel AI SDK. */
export interface SdkDialect {
  open(fetch: SdkFetch): LanguageModelV3;
  options(request: ChatRequest): LanguageModelV3CallOptions;
  /** Puts right what the package cannot be told. */
  amend(body: Record<string, unknown>, request: ChatRequest): Record<string, unknown>;
  read(result: LanguageModelV3GenerateResult, body: unknown): ChatAnswer;
}

export interface WireRequest {
  url: string;
  body: Record<string, unknown>;
}

const readingOptions: LanguageModelV3CallOptions = { prompt: [] };

/**
 * What would be sent for a request. Batches are made of it, so that they ask exactly what a direct call asks.
 *
 * The packages show it to nobody but their `fetch`.
 */
export async function toWire(dialect: SdkDialect, request: ChatRequest): Promise<WireRequest> {
  let wire: WireRequest | null = null;
  const capture: SdkFetch = async (url, init) => {
    wire = { url: String(url), body: dialect.amend(bodyOf(init), request) };
    throw new RequestCaptured();
  };
  await open(dialect, capture, dialect.options(request)).catch((error: unknown) => {
    if (!(error instanceof RequestCaptured)) {
      throw error;
    }
  });
  if (wire === null) {
    throw new Error('The provider package sent nothing');
  }
  return wire;
}

/**
 * What an answer says.
 *
 * @throws what the package throws at an answer that is none of the API
 */
export async function fromWire(dialect: SdkDialect, text: string): Promise<ChatAnswer> {
  let isRead = false;
  const replay: SdkFetch = async () => {
    // A package may want to go on with an answer that was cut: there is nothing to go on with.
    if (isRead) {
      throw new Error('The answer wants to be continued');
    }
    isRead = true;
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  };
  return dialect.read(await open(dialect, replay, readingOptions), parseJson(text));
}

/** JSON Schema as the packages want it. */
export function sdkResponseFormat({ schema }: ChatRequest): NonNullable<LanguageModelV3CallOptions['responseFormat']> {
  return { type: 'json', name: schema.name, schema: schema.value as JSONSchema7 };
}

function open(dialect: SdkDialect, fetch: SdkFetch, options: LanguageModelV3CallOptions) {
  return Promise.resolve(dialect.open(fetch).doGenerate(options));
}

function bodyOf(init: RequestInit | undefined): Record<string, unknown> {
  return JSON.parse(String(init?.body));
}

class RequestCaptured extends Error {}
