import { compareText } from '../../lib/compare-text.ts';

/** Contract: a source object above this is kept without its large fields. */
export const largestPayload = 256 * 1024;
/** Left for the names of the kept fields and the three fields that are added. */
const reserve = 16 * 1024;

/**
 * @param size of the object as JSON, in bytes or a little more
 * @returns the object itself, or as many of its fields as fit, the smallest first, with `truncated`, `original_size_bytes`
 *   and `kept_fields`
 */
export function limitPayload(payload: Record<string, unknown>, size: number): Record<string, unknown> {
  if (size <= largestPayload) {
    return payload;
  }
  const original = Buffer.byteLength(JSON.stringify(payload));
  if (original <= largestPayload) {
    return payload;
  }
  const kept = keptFields(payload);
  return {
    ...Object.fromEntries(Object.entries(payload).filter(([field]) => kept.has(field))),
    truncated: true,
    original_size_bytes: original,
    kept_fields: [...kept].sort(compareText),
  };
}

function keptFields(payload: Record<string, unknown>): Set<string> {
  const sizes = Object.entries(payload)
    // Twice the name: it stands in the list of kept fields too.
    .map(([field, value]) => ({
      field,
      size: Buffer.byteLength(JSON.stringify(value) ?? '') + 2 * Buffer.byteLength(field) + 8,
    }))
    .sort((left, right) => left.size - right.size || compareText(left.field, right.field));
  const kept = new Set<string>();
  let room = largestPayload - reserve;
  for (const { field, size } of sizes) {
    room -= size;
    if (room < 0) {
      break;
    }
    kept.add(field);
  }
  return kept;
}
