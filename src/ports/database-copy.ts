import type { DatabaseName } from './databases.ts';
import type { ReportProgress } from './progress.ts';

export interface TableCount {
  table: string;
  sourceRows: number;
  targetRows: number;
}

/** What a copy would do. */
export interface CopyPlan {
  database: DatabaseName;
  source: string;
  target: string;
  /** Migrations that would be applied to the target first. */
  migrations: string[];
  tables: TableCount[];
  /** About as much as the rows of the source come to, from a sample of them. */
  estimatedBytes: number;
  /** For a target that is empty. */
  estimatedSeconds: number;
  /** Why the copy would be refused without being confirmed; null when it would not. */
  obstacle: string | null;
}

export interface CopiedTable {
  table: string;
  rows: number;
  added: number;
  changed: number;
  removed: number;
  /** Of all rows: the same on both engines. */
  checksum: string;
}

export interface DatabaseCopy {
  database: DatabaseName;
  source: string;
  target: string;
  tables: CopiedTable[];
  /** Null when it was not asked for. */
  comparison: DatabaseComparison | null;
}

export interface TableDifference {
  kind: 'missing' | 'changed' | 'extra';
  key: Record<string, string | number>;
  /** The first column that differs in a changed row, else null. */
  column: string | null;
}

export interface TableComparison {
  table: string;
  source: { rows: number; checksum: string };
  target: { rows: number; checksum: string };
  missing: number;
  changed: number;
  extra: number;
  /** In the order of the key; null when the tables are alike. */
  first: TableDifference | null;
}

export interface DatabaseComparison {
  database: DatabaseName;
  source: string;
  target: string;
  isEqual: boolean;
  tables: TableComparison[];
}

export interface CopyOptions {
  /** Compares source and target afterwards, with the source as it was copied. */
  isVerified: boolean;
}

export interface TransferControl {
  signal: AbortSignal;
  onProgress: ReportProgress;
}

/** A source and a target, open. Every call may throw TgParserError `storage_*`, `schema_*`, `interrupted`. */
export interface DatabaseCopying {
  /** Changes nothing. */
  plan(database: DatabaseName, control: TransferControl): Promise<CopyPlan>;
  /** What a copy would destroy that cannot be had again, as one line; null when nothing. */
  obstacle(database: DatabaseName, control: TransferControl): Promise<string | null>;
  /**
   * Makes the target equal to one state of the source, whatever is written to the source meanwhile. What was copied stays when it
   * is stopped; the next call goes on. Rows that only the target has are deleted: see `obstacle`.
   */
  copy(database: DatabaseName, options: CopyOptions & TransferControl): Promise<DatabaseCopy>;
  /** Changes nothing. */
  compare(database: DatabaseName, control: TransferControl): Promise<DatabaseComparison>;
  close(): Promise<void>;
}
