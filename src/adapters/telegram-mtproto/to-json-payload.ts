import { Long } from '@mtcute/node';

/** Deeper is nothing that Telegram sends. */
const deepest = 40;

/** The whole object that Telegram sent as JSON: 64-bit numbers as decimal text, bytes in base64, what is not set left out. */
export function toJsonPayload(object: object): Record<string, unknown> {
  return toJson(object, 0) as Record<string, unknown>;
}

function toJson(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Long.isLong(value)) {
    return value.toString();
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('base64');
  }
  if (depth > deepest) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item) => toJson(item, depth + 1));
  }
  const json: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    // Flags that are not set come as false.
    if (field !== undefined && field !== false) {
      json[name] = toJson(field, depth + 1);
    }
  }
  return json;
}
