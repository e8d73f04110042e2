const camelCase = /^[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+$/;

/** The same value as programs get it: all records that leave the program have keys in snake_case. Keys that are data stay. */
export function snakeCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(snakeCaseKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toSnakeCase(key), snakeCaseKeys(inner)]));
}

function toSnakeCase(key: string): string {
  return camelCase.test(key) ? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : key;
}
