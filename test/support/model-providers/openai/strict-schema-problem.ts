type Schema = Record<string, unknown>;

/** https://platform.openai.com/docs/guides/structured-outputs, "Supported schemas". */
const keywords = new Set(
  (
    '$schema $id $ref $defs definitions title description type enum const anyOf properties required additionalProperties ' +
    'items pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems'
  ).split(' '),
);
const formats = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid']);
const mostNesting = 10;
const mostProperties = 5_000;

interface Walk {
  properties: number;
}

/** What strict mode has against a schema, in the API's words, or null. */
export function strictSchemaProblem(schema: Schema): string | null {
  if (schema.type !== 'object') {
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type ?? 'None')}"'.`;
  }
  return problemAt(schema, [], 1, { properties: 0 });
}

function problemAt(schema: unknown, path: readonly string[], nesting: number, walk: Walk): string | null {
  const context = `In context=${tuple(path)},`;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return `${context} schema must be an object.`;
  }
  const value = schema as Schema;
  const unknown = Object.keys(value).find((key) => !keywords.has(key));
  if (unknown !== undefined) {
    return `${context} '${unknown}' is not permitted.`;
  }
  if (nesting > mostNesting) {
    return `${context} the schema exceeds ${mostNesting} levels of nesting.`;
  }
  if (!['type', 'anyOf', '$ref', 'enum', 'const'].some((key) => key in value)) {
    return `${context} schema must have a 'type' key.`;
  }
  if (typeof value.format === 'string' && !formats.has(value.format)) {
    return `${context} '${value.format}' is not a valid format.`;
  }
  return objectProblem(value, path, context, walk) ?? childProblem(value, path, nesting, context, walk);
}

function objectProblem(value: Schema, path: readonly string[], context: string, walk: Walk): string | null {
  if (![value.type].flat().includes('object')) {
    return null;
  }
  if (value.additionalProperties !== false) {
    return `${context} 'additionalProperties' is required to be supplied and to be false.`;
  }
  const names = Object.keys((value.properties ?? {}) as Schema);
  walk.properties += names.length;
  if (walk.properties > mostProperties) {
    return `${context} the schema has more than ${mostProperties} properties.`;
  }
  const required = Array.isArray(value.required) ? value.required : [];
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined || (names.length > 0 && !Array.isArray(value.required))) {
    return `${context} 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
  }
  const extra = required.find((name) => !names.includes(name));
  return extra === undefined ? null : `${context} 'required' lists '${extra}', which is not a property at ${tuple(path)}.`;
}

function childProblem(value: Schema, path: readonly string[], nesting: number, context: string, walk: Walk): string | null {
  if (value.type === 'array' && value.items === undefined) {
    return `${context} array schema missing items.`;
  }
  const children: [unknown, string[], number][] = [
    ...named(value.properties, 'properties', nesting + 1),
    ...named(value.$defs, '$defs', 1),
    ...named(value.definitions, 'definitions', 1),
    ...(Array.isArray(value.anyOf) ? value.anyOf : []).map((branch, index): [unknown, string[], number] => [
      branch,
      ['anyOf', String(index)],
      nesting,
    ]),
    ...(value.items === undefined ? [] : [[value.items, ['items'], nesting + 1] as [unknown, string[], number]]),
  ];
  for (const [child, step, childNesting] of children) {
    const problem = problemAt(child, [...path, ...step], childNesting, walk);
    if (problem !== null) {
      return problem;
    }
  }
  return null;
}

function named(schemas: unknown, keyword: string, nesting: number): [unknown, string[], number][] {
  return Object.entries((schemas ?? {}) as Schema).map(([name, schema]) => [schema, [keyword, name], nesting]);
}

/** As Python writes a tuple: the API's messages do. */
function tuple(path: readonly string[]): string {
  const quoted = path.map((part) => (/^\d+$/.test(part) ? part : `'${part}'`));
  return quoted.length === 1 ? `(${quoted[0]},)` : `(${quoted.join(', ')})`;
}
