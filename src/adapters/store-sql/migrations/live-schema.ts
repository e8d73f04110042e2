/** A schema as it is in a database, free of the engine's own ways to say it. The version table is left out. */
export interface LiveSchema {
  tables: LiveTable[];
  /** What tg-parser never makes, such as views and triggers: by name, with the kind and the text that defines it. */
  others: { kind: string; name: string; definition: string }[];
}

export interface LiveTable {
  name: string;
  /** What an engine may say of a whole table, for example `without rowid`. */
  properties: string[];
  columns: LiveColumn[];
  indexes: LiveIndex[];
  constraints: LiveConstraint[];
}

export interface LiveColumn {
  name: string;
  /** As the engine spells it, with a collation that is not the database's own. */
  type: string;
  isNullable: boolean;
  /** Expression; null without one. */
  default: string | null;
  /** Expression of a computed column; null for the others. */
  generated: string | null;
}

/** Those that a constraint makes for itself are not listed. */
export interface LiveIndex {
  name: string;
  isUnique: boolean;
  /** In order: a column or expression, with `desc` or a collation where it has one. */
  columns: string[];
  /** Condition of a partial index; null for the others. */
  predicate: string | null;
}

/** Without names: SQLite keeps none that can be asked for. */
export type LiveConstraint =
  | { kind: 'primary key' | 'unique'; columns: string[] }
  | {
      kind: 'foreign key';
      columns: string[];
      table: string;
      references: string[];
      onDelete: string;
      onUpdate: string;
    }
  | { kind: 'check'; expression: string };
