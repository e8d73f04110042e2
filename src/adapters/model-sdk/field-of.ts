/** What lies at a path of a value that somebody else made; undefined where the path leads nowhere. */
export function fieldOf(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) {
      return undefined;
    }
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}
