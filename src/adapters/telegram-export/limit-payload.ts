/** Contract: a source object above this is kept without its large fields. */
export const largestPayload = 256 * 1024;
/** Fields up to this size are kept then, the smallest first. */
const largestKeptField = 4 * 1024;

/**
 * @param size of the object as JSON, in bytes or a little more
 * @returns the object itself, or its small fields with `truncated`, `original_size_bytes` and `kept_fields`
 */
export function limitPayload(payload: Record<string, unknown>, size: number): Record<string, unknown> {
  if (size <= largestPayload) {
    return payload;
  }
  const original = Buffer.byteLength(JSON.stringify(payload));
  if (original <= largestPayload) {
    return payload;
  }
  const kept: [string, unknown][] = [];
  let room = largestPayload / 2;
  for (const [field, value] of Object.entries(payload)) {
    const fieldSize = Buffer.byteLength(JSON.stringify(value) ?? '');
    if (fieldSize <= largestKeptField && fieldSize <= room) {
      kept.push([field, value]);
      room -= fieldSize;
    }
  }
  return {
    ...Object.fromEntries(kept),
    truncated: true,
    original_size_bytes: original,
    kept_fields: kept.map(([field]) => field),
  };
}
