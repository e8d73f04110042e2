import { randomUUID } from 'node:crypto';
import { anthropicFake } from './anthropic/anthropic-fake.ts';
import { geminiFake } from './gemini/gemini-fake.ts';
import type { ModelProviderOptions } from './model-provider-options.ts';
import { ollamaFake } from './ollama/ollama-fake.ts';
import { openAiFake } from './openai/openai-fake.ts';
import { ProviderServer } from './provider-server.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { FakeUsage } from './token-usage.ts';
import type { WireApi, WireHost } from './wire-api.ts';

/** `openai` serves Chat Completions, Responses, Embeddings, Files and Batches. */
export type FakeApi = 'openai' | 'anthropic' | 'gemini' | 'ollama';

/** A fake of a provider at the edge of the network: strict about what it takes, true to the reference in what it says. */
export interface ModelProvider {
  /** Without a version: `http://127.0.0.1:1234`. */
  readonly url: string;
  /** The right key; empty for an Ollama server that asks for none. */
  readonly key: string;
  /** How it behaves: may be changed at any time. */
  readonly options: ModelProviderOptions;
  readonly requests: RecordedRequest[];
  /**
   * What callers did wrong, each with the number of its request and one of the words `request` (refused for what it is), `key_in_url`,
   * `retry_after` (called before the end of a wait), `rate_limit`, `context` (cut in silence) and `fake` (a mistake of the test).
   */
  readonly violations: string[];
  /** Well-formed questions to a model, whatever became of them; those of batches do not count. */
  readonly calls: number;
  /** Answers that a provider would charge for, those of batches included. */
  readonly answers: number;
  /** Most calls at a time. */
  readonly concurrencyPeak: number;
  /** Tokens of all answers. */
  readonly usage: FakeUsage;
  close(): Promise<void>;
}

const apis: Record<FakeApi, (host: WireHost) => WireApi> = {
  openai: openAiFake,
  anthropic: anthropicFake,
  gemini: geminiFake,
  ollama: ollamaFake,
};

/** Starts a fake in this process, on a port of its own. The caller closes it. */
export async function startModelProvider(api: FakeApi, options: ModelProviderOptions = {}): Promise<ModelProvider> {
  const key = options.key ?? (api === 'ollama' ? '' : `sk-fake-${randomUUID()}`);
  const server = new ProviderServer(apis[api], key, options);
  await server.listen();
  return {
    url: server.url,
    key,
    options,
    requests: server.requests,
    violations: server.violations,
    usage: server.usage,
    get calls() {
      return server.calls;
    },
    get answers() {
      return server.answers;
    },
    get concurrencyPeak() {
      return server.concurrencyPeak;
    },
    close: () => server.close(),
  };
}
