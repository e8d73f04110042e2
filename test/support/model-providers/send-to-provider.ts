import type { ModelProvider } from './start-model-provider.ts';

export interface Answered {
  status: number;
  headers: Headers;
  /** The JSON, or the text when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes and expect of each what they look for
  body: any;
}

/** Sends a request by hand, as a reference writes it: a POST when there is a body. */
export async function sendToProvider(
  provider: Pick<ModelProvider, 'url' | 'key'>,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(`${provider.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...keyHeaders(path, provider.key),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  let parsed: unknown = text;
  try {
    parsed = JSON.parse(text);
  } catch {}
  return { status: response.status, headers: response.headers, body: parsed };
}

/** The header of each API is its own: the others are not looked at. */
function keyHeaders(path: string, key: string): Record<string, string> {
  if (path.startsWith('/v1beta/')) {
    return { 'x-goog-api-key': key };
  }
  return path.startsWith('/api/')
    ? {}
    : { authorization: `Bearer ${key}`, 'x-api-key': key, 'anthropic-version': '2023-06-01' };
}
