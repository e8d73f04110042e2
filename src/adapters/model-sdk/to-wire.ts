import type { ChatRequest } from '../../ports/chat-model.ts';
import { generateWithSdk } from './generate-with-sdk.ts';
import type { SdkDialect, SdkFetch } from './sdk-dialect.ts';

export interface WireRequest {
  url: string;
  body: Record<string, unknown>;
}

/**
 * What is sent for a request. Batches are made of it, so that they ask exactly what a direct call asks.
 *
 * The packages show it to nobody but their `fetch`.
 */
export async function toWire(dialect: SdkDialect, request: ChatRequest): Promise<WireRequest> {
  let wire: WireRequest | null = null;
  const capture: SdkFetch = async (url, init) => {
    wire = { url: String(url), body: dialect.amend(JSON.parse(String(init?.body)), request) };
    throw new RequestCaptured();
  };
  await generateWithSdk(dialect, capture, dialect.options(request)).catch((error: unknown) => {
    if (!(error instanceof RequestCaptured)) {
      throw error;
    }
  });
  if (wire === null) {
    throw new Error('The provider package sent nothing');
  }
  return wire;
}

class RequestCaptured extends Error {}
