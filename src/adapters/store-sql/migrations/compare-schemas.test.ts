import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareSchemas } from './compare-schemas.ts';
import type { LiveConstraint, LiveSchema, LiveTable } from './live-schema.ts';

const name = fc.stringMatching(/^[a-z]{1,3}$/);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const optional = fc.option(fc.constantFrom('1', 'now', 'a > 1'), { nil: null });
const column = fc.record({
  name,
  type: fc.constantFrom('text', 'integer'),
  isNullable: fc.boolean(),
  default: optional,
  generated: optional,
});
const index = fc.record({ name, isUnique: fc.boolean(), columns: names, predicate: optional });
const constraint: fc.Arbitrary<LiveConstraint> = fc.oneof(
  fc.record({ kind: fc.constantFrom('primary key' as const, 'unique' as const), columns: names }),
  fc.record({
    kind: fc.constant('foreign key' as const),
    columns: names,
    table: name,
    references: names,
    onDelete: fc.constantFrom('cascade', 'no action'),
    onUpdate: fc.constant('no action'),
  }),
  fc.record({ kind: fc.constant('check' as const), expression: fc.constantFrom('a > 1', 'b > 1') }),
);
const table: fc.Arbitrary<LiveTable> = fc.record({
  name,
  properties: fc.uniqueArray(fc.constantFrom('strict', 'without rowid')),
  columns: fc.uniqueArray(column, { selector: (item) => item.name, minLength: 1, maxLength: 4 }),
  indexes: fc.uniqueArray(index, { selector: (item) => item.name, maxLength: 3 }),
  constraints: fc.array(constraint, { maxLength: 3 }),
});
const schema: fc.Arbitrary<LiveSchema> = fc.record({
  tables: fc.uniqueArray(table, { selector: (item) => item.name, maxLength: 4 }),
  others: fc.uniqueArray(fc.record({ kind: fc.constantFrom('view', 'trigger'), name, definition: name }), {
    selector: (item) => item.kind + item.name,
    maxLength: 2,
  }),
});

it('finds nothing between a schema and the same one in another order', () => {
  fc.assert(
    fc.property(schema, (one) => {
      const reversed: LiveSchema = {
        others: one.others.toReversed(),
        tables: one.tables.toReversed().map((item) => ({
          ...item,
          properties: item.properties.toReversed(),
          columns: item.columns.toReversed(),
          indexes: item.indexes.toReversed(),
          constraints: item.constraints.toReversed(),
        })),
      };
      expect(compareSchemas(one, reversed)).toEqual([]);
    }),
  );
});

it('finds as much from either side, and nothing only between equals', () => {
  fc.assert(
    fc.property(schema, schema, (one, other) => {
      const found = compareSchemas(one, other);
      expect(compareSchemas(other, one)).toHaveLength(found.length);
      expect(found).toEqual([...new Set(found)].length === found.length ? found.toSorted() : found);
    }),
  );
});

/** Each changes one thing of a table. */
const changes: ((item: LiveTable) => LiveTable)[] = [
  (item) => ({ ...item, properties: [...item.properties, 'virtual'] }),
  (item) => ({ ...item, columns: item.columns.slice(1) }),
  (item) => ({ ...item, columns: item.columns.map((part, position) => (position === 0 ? { ...part, type: 'blob' } : part)) }),
  (item) => ({ ...item, columns: item.columns.map((part) => ({ ...part, isNullable: !part.isNullable })) }),
  (item) => ({ ...item, columns: item.columns.map((part) => ({ ...part, default: `${part.default} + 1` })) }),
  (item) => ({ ...item, columns: item.columns.map((part) => ({ ...part, generated: `${part.generated} + 1` })) }),
  (item) => ({ ...item, indexes: [...item.indexes, { name: 'extra', isUnique: false, columns: ['a'], predicate: null }] }),
  (item) => ({ ...item, constraints: [...item.constraints, { kind: 'check', expression: 'extra' }] }),
];

it('finds every single change and names the table', () => {
  fc.assert(
    fc.property(table, fc.constantFrom(...changes), (item, change) => {
      const lines = compareSchemas({ tables: [item], others: [] }, { tables: [change(item)], others: [] });
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line.startsWith(`table ${item.name}, `)).toBe(true);
      }
    }),
  );
});

it.each([
  [{ columns: ['b', 'a'] }, 'table t, index i, columns: b, a, expected a, b'],
  [{ isUnique: true }, 'table t, index i, uniqueness: unique, expected not unique'],
  [{ predicate: 'a > 1' }, 'table t, index i, condition: a > 1, expected none'],
])('names what %j changes of an index', (change, line) => {
  const withIndex = (more: object): LiveSchema => ({
    tables: [
      {
        name: 't',
        properties: [],
        columns: [],
        constraints: [],
        indexes: [{ name: 'i', isUnique: false, columns: ['a', 'b'], predicate: null, ...more }],
      },
    ],
    others: [],
  });
  expect(compareSchemas(withIndex({}), withIndex(change))).toEqual([line]);
});
