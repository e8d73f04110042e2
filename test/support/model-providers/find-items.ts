export type Item = Record<string, unknown>;

/** The first array of objects that have an `id`, outermost first; null for none. */
export function findItems(value: unknown): Item[] | null {
  const waiting = [value];
  for (const candidate of waiting) {
    if (Array.isArray(candidate) && candidate.length > 0 && candidate.every(hasId)) {
      return candidate;
    }
    if (typeof candidate === 'object' && candidate !== null) {
      waiting.push(...Object.values(candidate));
    }
  }
  return null;
}

function hasId(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && 'id' in value;
}
