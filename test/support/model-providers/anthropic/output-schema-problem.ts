type Schema = Record<string, unknown>;

/** https://platform.claude.com/docs/en/build-with-claude/structured-outputs, "JSON Schema limitations". */
const keywords = new Set(
  (
    '$schema $id $ref $defs definitions title description default type enum const anyOf allOf properties required ' +
    'additionalProperties items minItems pattern format'
  ).split(' '),
);
const formats = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']);

/** What structured output has against a schema, in the API's words, or null. */
export function outputSchemaProblem(schema: unknown): string | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return 'Schema must be an object';
  }
  const value = schema as Schema;
  return (
    ownProblem(value) ?? childrenOf(value).reduce<string | null>((found, child) => found ?? outputSchemaProblem(child), null)
  );
}

function ownProblem(schema: Schema): string | null {
  const type = String([schema.type].flat().find((name) => name !== 'null') ?? 'object');
  const unknown = Object.keys(schema).find((key) => !keywords.has(key));
  if (unknown !== undefined) {
    return `For '${type}' type, property '${unknown}' is not supported`;
  }
  if (typeof schema.minItems === 'number' && schema.minItems > 1) {
    return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
  }
  if (typeof schema.format === 'string' && !formats.has(schema.format)) {
    return `For 'string' type, format '${schema.format}' is not supported`;
  }
  if (schema.type !== 'object') {
    return null;
  }
  if (schema.additionalProperties === undefined) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  return schema.additionalProperties === false
    ? null
    : "For 'object' type, 'additionalProperties: true' is not supported. Please set 'additionalProperties' to false";
}

function childrenOf(schema: Schema): unknown[] {
  return [
    ...[schema.properties, schema.$defs, schema.definitions].flatMap((named) => Object.values((named ?? {}) as Schema)),
    ...[schema.anyOf, schema.allOf].flatMap((branches) => (Array.isArray(branches) ? branches : [])),
    ...(schema.items === undefined ? [] : [schema.items]),
  ];
}
