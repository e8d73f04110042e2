import { expect, it } from 'vitest';
import { strictSchemaProblem } from './strict-schema-problem.ts';

const closed = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

it('takes what the guide lists as supported', () => {
  const schema = {
    ...closed({
      name: { type: ['string', 'null'], pattern: '^a', description: 'x' },
      at: { type: 'string', format: 'date-time' },
      kind: { type: 'string', enum: ['a', 'b'] },
      score: { type: 'number', minimum: 0, maximum: 1 },
      list: { type: 'array', items: { $ref: '#/$defs/item' }, minItems: 1, maxItems: 3 },
      either: { anyOf: [{ type: 'string' }, closed({ id: { type: 'string' } })] },
    }),
    $defs: { item: closed({ id: { type: 'string' } }) },
  };
  expect(strictSchemaProblem(schema)).toBeNull();
});

it.each([
  ['a root that is no object', { type: 'array', items: {} }, 'type: "object"'],
  [
    'a keyword outside the subset',
    closed({ name: { type: 'string', minLength: 1 } }),
    "In context=('properties', 'name'), 'minLength' is not permitted.",
  ],
  ['a default', closed({ name: { type: 'string', default: 'x' } }), "'default' is not permitted"],
  ['oneOf', closed({ name: { oneOf: [{ type: 'string' }] } }), "'oneOf' is not permitted"],
  ['a format outside the subset', closed({ link: { type: 'string', format: 'uri' } }), "'uri' is not a valid format"],
  [
    'an object without properties',
    closed({ map: { type: 'object', additionalProperties: { type: 'string' } } }),
    "'additionalProperties' is required to be supplied and to be false",
  ],
  ['a property without a type', closed({ name: {} }), "schema must have a 'type' key"],
  ['an array without items', closed({ list: { type: 'array' } }), 'array schema missing items'],
  ['a required name that is no property', { ...closed({}), required: ['ghost'] }, "'ghost'"],
  [
    'a problem deep within',
    closed({
      list: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, additionalProperties: false } },
    }),
    "In context=('properties', 'list', 'items'), 'required'",
  ],
])('refuses %s', (_, schema, problem) => {
  expect(strictSchemaProblem(schema)).toContain(problem);
});

it('refuses more than ten levels of nesting', () => {
  let schema: object = { type: 'string' };
  for (let level = 0; level < 10; level += 1) {
    schema = closed({ inner: schema });
  }
  expect(strictSchemaProblem(schema as Record<string, unknown>)).toContain('nesting');
});
