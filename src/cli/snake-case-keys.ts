const camelCase = /^[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+$/;

/** Fields whose keys are no names of ours: languages, classes of failures, columns. */
const keyedByData = new Set(['languages', 'byLanguage', 'failed_by_class', 'channel_shares', 'key']);

/** The same value as programs get it: names of fields in snake_case at every depth. Keys that are data stay as they are. */
export function snakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(snakeCaseKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [toSnakeCase(key), keyedByData.has(key) ? inner : snakeCaseKeys(inner)]),
  );
}

function toSnakeCase(key: string): string {
  return camelCase.test(key) ? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : key;
}
