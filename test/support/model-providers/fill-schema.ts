import { findDataItems } from './find-data-items.ts';
import type { Item } from './find-items.ts';
import type { Question } from './question.ts';

type Schema = Record<string, unknown>;

/** Where a value is wanted. */
interface Place {
  root: Schema;
  /** Items of the data that no array took yet. */
  items: Item[] | null;
  /** The item that the value is about. */
  item: Item | null;
  name: string;
}

/**
 * Values that fit the schema of a question, equal for equal questions. An array of objects with an `id` gets one object for each
 * item of the data; what is said of an item is taken from its words. Other arrays of objects are as short as they may be, so that
 * nothing is claimed that does not occur. Without a schema: a sentence.
 */
export function fillSchema(question: Question): unknown {
  if (question.schema === null) {
    return 'This is an answer.';
  }
  return fill(question.schema, { root: question.schema, items: findDataItems(question.data), item: null, name: 'value' });
}

function fill(given: Schema, place: Place): unknown {
  const schema = resolve(given, place.root);
  if ('const' in schema) {
    return schema.const;
  }
  if (Array.isArray(schema.enum)) {
    return schema.enum[0];
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches)) {
    return fill(branches.find((branch: Schema) => branch.type !== 'null') ?? branches[0], place);
  }
  const types: unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  const type = types.find((name) => String(name).toLowerCase() !== 'null') ?? 'null';
  switch (String(type).toLowerCase()) {
    case 'object':
      return fillObject(schema, place);
    case 'array':
      return fillArray(schema, place);
    case 'string':
      return fillString(schema, place);
    case 'integer':
    case 'number':
      return fillNumber(schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function resolve(schema: Schema, root: Schema): Schema {
  if (typeof schema.$ref !== 'string') {
    return schema;
  }
  const target = schema.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((value, part) => (value as Schema | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], root);
  return resolve(target as Schema, root);
}

function fillObject(schema: Schema, place: Place): Item {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  return Object.fromEntries(properties.map(([name, property]) => [name, fill(property, { ...place, name })]));
}

function fillArray(schema: Schema, place: Place): unknown[] {
  const itemSchema = resolve((schema.items ?? {}) as Schema, place.root);
  const isAboutItems = 'id' in ((itemSchema.properties ?? {}) as Schema);
  if (isAboutItems && place.items !== null) {
    return place.items.map((item) => fill(itemSchema, { ...place, items: null, item }));
  }
  const isOfText = String(itemSchema.type).toLowerCase() === 'string' && !('enum' in itemSchema);
  const least = Number(schema.minItems ?? 0);
  if (isOfText) {
    const words = [
      ...new Set(
        textOf(place.item)
          .toLowerCase()
          .match(/\p{L}{4,}/gu) ?? [],
      ),
    ];
    const count = Math.max(least, Math.min(3, Number(schema.maxItems ?? 3), words.length));
    return Array.from({ length: count }, (_, index) => cut(words[index] ?? `word ${index + 1}`, itemSchema));
  }
  return Array.from({ length: isAboutItems ? Math.max(1, least) : least }, (_, index) =>
    fill(itemSchema, { ...place, item: { id: `${index + 1}` } }),
  );
}

function fillString(schema: Schema, { item, name }: Place): string {
  const own = item?.[name];
  if (typeof own === 'string') {
    return cut(own, schema);
  }
  if (name === 'id' && typeof own === 'number') {
    return String(own);
  }
  const byFormat: Record<string, string> = {
    'date-time': '2024-05-01T12:00:00Z',
    date: '2024-05-01',
    time: '12:00:00Z',
    email: 'someone@example.org',
    uri: 'https://example.org/',
    uuid: '00000000-0000-4000-8000-000000000000',
  };
  const text = byFormat[String(schema.format)] ?? textOf(item).replaceAll(/\s+/g, ' ').trim().slice(0, 80);
  return cut(text === '' ? name : text, schema);
}

function fillNumber({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = typeof minimum === 'number' ? minimum : typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 1;
  return typeof maximum === 'number' ? Math.min(least, maximum) : least;
}

/** All texts of an item, the longest first: the message itself before its language. */
function textOf(item: Item | null): string {
  return Object.entries(item ?? {})
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'id')
    .map(([, text]) => text)
    .sort((a, b) => b.length - a.length)
    .join(' ');
}

function cut(text: string, { minLength, maxLength }: Schema): string {
  const long = text.padEnd(Number(minLength ?? 0), '.');
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long;
}
