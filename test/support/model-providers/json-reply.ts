import type { WireReply } from './wire-api.ts';

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): WireReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}
