import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { LiveSchema, LiveTable } from '../migrations/live-schema.ts';

/** A table as copies, backups and restores see it. */
export interface TransferTable {
  name: string;
  /** Computed ones are left out: the engine fills them. */
  columns: readonly string[];
  /** Of the primary key, in its order. */
  key: readonly string[];
  /** Whether rows must differ in something beside their key. */
  isUniqueBeyondKey: boolean;
}

/**
 * The tables of a schema, parents before the children that refer to them. Virtual tables are indexes of a kind: they and the tables
 * below them are left out, who made them fills them anew.
 */
export function transferTables(schema: LiveSchema): TransferTable[] {
  const virtual = schema.tables.filter(isVirtual).map(({ name }) => name);
  const tables = schema.tables.filter(({ name }) => !virtual.some((owner) => name === owner || name.startsWith(`${owner}_`)));
  return inOrderOfReferences(tables).map(toTransferTable);
}

/** What two schemas have in common: where engines differ, a table or column of one of them is its own matter. */
export function commonTables(left: LiveSchema, right: LiveSchema): TransferTable[] {
  const others = new Map(transferTables(right).map((table) => [table.name, new Set(table.columns)]));
  return transferTables(left).flatMap((table) => {
    const columns = others.get(table.name);
    return columns === undefined ? [] : [{ ...table, columns: table.columns.filter((column) => columns.has(column)) }];
  });
}

function isVirtual({ properties }: LiveTable): boolean {
  return properties.some((property) => property.startsWith('create virtual '));
}

function inOrderOfReferences(tables: readonly LiveTable[]): LiveTable[] {
  const ordered: LiveTable[] = [];
  const visited = new Set<string>();
  const visit = (table: LiveTable | undefined): void => {
    if (table === undefined || visited.has(table.name)) {
      return;
    }
    visited.add(table.name);
    for (const constraint of table.constraints) {
      if (constraint.kind === 'foreign key') {
        visit(tables.find(({ name }) => name === constraint.table));
      }
    }
    ordered.push(table);
  };
  for (const table of tables) {
    visit(table);
  }
  return ordered;
}

function toTransferTable({ name, columns, constraints, indexes }: LiveTable): TransferTable {
  const key = constraints.find((constraint) => constraint.kind === 'primary key');
  if (key?.kind !== 'primary key') {
    throw new TgParserError('internal', `Table ${name} has no primary key, so it cannot be read in pages`);
  }
  return {
    name,
    columns: columns.filter(({ generated }) => generated === null).map((column) => column.name),
    key: key.columns,
    isUniqueBeyondKey: constraints.some(({ kind }) => kind === 'unique') || indexes.some(({ isUnique }) => isUnique),
  };
}
