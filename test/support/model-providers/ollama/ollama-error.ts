import { jsonReply } from '../json-reply.ts';
import type { WireReply } from '../wire-api.ts';

/** https://docs.ollama.com/api/errors */
export function ollamaError(status: number, error: string, headers: Record<string, string> = {}): WireReply {
  return jsonReply(status, { error }, headers);
}
