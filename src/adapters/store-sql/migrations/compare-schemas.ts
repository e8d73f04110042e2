import { compareText } from '../../../lib/compare-text.ts';
import type { LiveColumn, LiveConstraint, LiveIndex, LiveSchema, LiveTable } from './live-schema.ts';

/**
 * Every difference of two schemas, one line each. The order of tables, columns, indexes and constraints does not count; that of
 * the columns inside an index or a key does.
 *
 * @param expected as the migrations make it
 * @param found as the database has it
 * @returns sorted; none when they are alike
 */
export function compareSchemas(expected: LiveSchema, found: LiveSchema): string[] {
  return [
    ...compareNamed(expected.tables, found.tables, ({ name }) => `table ${name}`, compareTables),
    ...compareNamed(
      expected.others,
      found.others,
      ({ kind, name }) => `${kind} ${name}`,
      (before, after) => differs('definition', before.definition, after.definition),
    ),
  ].sort(compareText);
}

function compareTables(expected: LiveTable, found: LiveTable): string[] {
  return [
    ...differs('properties', listed(expected.properties), listed(found.properties)),
    ...compareNamed(expected.columns, found.columns, ({ name }) => `column ${name}`, compareColumns),
    ...compareNamed(expected.indexes, found.indexes, ({ name }) => `index ${name}`, compareIndexes),
    ...compareConstraints(expected.constraints, found.constraints),
  ];
}

function compareColumns(expected: LiveColumn, found: LiveColumn): string[] {
  return [
    ...differs('type', expected.type, found.type),
    ...differs('nullability', nullability(expected), nullability(found)),
    ...differs('default', expected.default, found.default),
    ...differs('computed', expected.generated, found.generated),
  ];
}

function compareIndexes(expected: LiveIndex, found: LiveIndex): string[] {
  return [
    ...differs('columns', expected.columns.join(', '), found.columns.join(', ')),
    ...differs('uniqueness', uniqueness(expected), uniqueness(found)),
    ...differs('condition', expected.predicate, found.predicate),
  ];
}

/** Constraints have no names: what both have in full falls out, the rest is missing or too much. */
function compareConstraints(expected: readonly LiveConstraint[], found: readonly LiveConstraint[]): string[] {
  const surplus = found.map(describeConstraint);
  const missing: string[] = [];
  for (const constraint of expected.map(describeConstraint)) {
    const position = surplus.indexOf(constraint);
    if (position === -1) {
      missing.push(constraint);
    } else {
      surplus.splice(position, 1);
    }
  }
  return [...missing.map((text) => `${text}: missing`), ...surplus.map((text) => `${text}: not expected`)];
}

function describeConstraint(constraint: LiveConstraint): string {
  switch (constraint.kind) {
    case 'foreign key': {
      const { columns, table, references, onDelete, onUpdate } = constraint;
      const target = `${table} (${references.join(', ')})`;
      return `foreign key (${columns.join(', ')}) references ${target} on delete ${onDelete} on update ${onUpdate}`;
    }
    case 'check':
      return `check (${constraint.expression})`;
    default:
      return `${constraint.kind} (${constraint.columns.join(', ')})`;
  }
}

/** Pairs by label; what both have is compared further, its lines are put behind the label. */
function compareNamed<Item>(
  expected: readonly Item[],
  found: readonly Item[],
  label: (item: Item) => string,
  compare: (expected: Item, found: Item) => string[],
): string[] {
  const byLabel = new Map(found.map((item) => [label(item), item]));
  const lines: string[] = [];
  for (const item of expected) {
    const name = label(item);
    const counterpart = byLabel.get(name);
    byLabel.delete(name);
    if (counterpart === undefined) {
      lines.push(`${name}: missing`);
    } else {
      lines.push(...compare(item, counterpart).map((line) => `${name}, ${line}`));
    }
  }
  return [...lines, ...[...byLabel.keys()].map((name) => `${name}: not expected`)];
}

function differs(what: string, expected: string | null, found: string | null): string[] {
  return expected === found ? [] : [`${what}: ${found ?? 'none'}, expected ${expected ?? 'none'}`];
}

function listed(properties: readonly string[]): string | null {
  return properties.length === 0 ? null : [...properties].sort(compareText).join(', ');
}

function nullability({ isNullable }: LiveColumn): string {
  return isNullable ? 'nullable' : 'not null';
}

function uniqueness({ isUnique }: LiveIndex): string {
  return isUnique ? 'unique' : 'not unique';
}
