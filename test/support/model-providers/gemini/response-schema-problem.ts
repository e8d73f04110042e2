type Schema = Record<string, unknown>;

/** Of `responseSchema`: https://ai.google.dev/api/caching#Schema. Any other is not a field at all. */
const schemaFields = new Set(
  (
    'type format title description nullable enum maxItems minItems properties required minProperties maxProperties minLength ' +
    'maxLength pattern example anyOf propertyOrdering default items minimum maximum'
  ).split(' '),
);
/** Of `responseJsonSchema`: https://ai.google.dev/api/generate-content#generationconfig. */
const jsonSchemaFields = new Set(
  (
    '$id $defs $ref $anchor $schema type format title description enum items prefixItems minItems maxItems minimum maximum anyOf ' +
    'oneOf properties additionalProperties required propertyOrdering'
  ).split(' '),
);
const types = new Set(['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT', 'NULL']);

export interface SchemaProblem {
  /** Names and, for properties, places: the server knows a property by its number. */
  path: (string | number)[];
  field: string;
  kind: 'unknown' | 'invalid';
}

/** The first thing that the subset of a schema does not know, or null. */
export function responseSchemaProblem(
  schema: unknown,
  subset: 'schema' | 'json_schema',
  path: (string | number)[] = [],
): SchemaProblem | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return { path, field: 'type', kind: 'invalid' };
  }
  const value = schema as Schema;
  const fields = subset === 'schema' ? schemaFields : jsonSchemaFields;
  const unknown = Object.keys(value).find((key) => !fields.has(key));
  if (unknown !== undefined) {
    return { path, field: unknown, kind: 'unknown' };
  }
  if (!hasKnownType(value, subset)) {
    return { path, field: 'type', kind: 'invalid' };
  }
  for (const [child, step] of childrenOf(value)) {
    const problem = responseSchemaProblem(child, subset, [...path, ...step]);
    if (problem !== null) {
      return problem;
    }
  }
  return null;
}

/** A list of types is JSON Schema only. */
function hasKnownType({ type }: Schema, subset: 'schema' | 'json_schema'): boolean {
  if (type === undefined) {
    return true;
  }
  if (subset === 'schema' && typeof type !== 'string') {
    return false;
  }
  return [type].flat().every((name) => types.has(String(name).toUpperCase()));
}

function childrenOf(schema: Schema): [unknown, (string | number)[]][] {
  const properties = Object.values((schema.properties ?? {}) as Schema);
  const definitions = Object.values((schema.$defs ?? {}) as Schema);
  const branches = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [
    ...properties.map((child, index): [unknown, (string | number)[]] => [child, ['properties', index, 'value']]),
    ...definitions.map((child, index): [unknown, (string | number)[]] => [child, ['$defs', index, 'value']]),
    ...branches.map((child, index): [unknown, (string | number)[]] => [child, ['anyOf', index]]),
    ...(schema.items === undefined ? [] : [[schema.items, ['items']] as [unknown, (string | number)[]]]),
  ];
}
